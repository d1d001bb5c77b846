package support

// A word is eight bytes of a path, with the first one in the lowest bits. The functions on words look at all
// eight bytes at once. To mark a byte they set its highest bit. They find the bytes from x to y by two sums:
// adding 0x80-x sets the highest bit of x and of all bytes above it, adding 0x7f-y sets it of all bytes
// above y. So the highest bits of the two sums differ for the bytes from x to y, and for no others.
const (
	ones    = 0x0101010101010101
	highest = 0x80 * ones
)

// word returns the first eight bytes of s.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// bytesOf returns the bytes of s, which has at most eight.
func bytesOf(s string) uint64 {
	w := uint64(0)
	for i := range len(s) {
		w |= uint64(s[i]) << (8 * uint(i))
	}
	return w
}

// The functions marked, common and dotsAndSlashes take words of bytes below 0x80. If another byte is among them, the
// marks of that byte and of the one after it may be wrong. Only the highest bits of their results count.

// marked marks the bytes that are c.
func marked(w uint64, c byte) uint64 { return highest - (w ^ ones*uint64(c)) }

// common marks letters, digits, and - . / : _
func common(w uint64) uint64 {
	l := w | 0x20*ones
	return (l + (0x80-'a')*ones) ^ (l + (0x7f-'z')*ones) ^
		(w + (0x80-'-')*ones) ^ (w + (0x7f-':')*ones) ^ marked(w, '_')
}

// dotsAndSlashes marks dots and slashes.
func dotsAndSlashes(w uint64) uint64 { return (w + (0x80-'.')*ones) ^ (w + (0x7f-'/')*ones) }

// stops marks the bytes that are not letters, digits, or one of - . : _
func stops(w uint64) uint64 {
	v := w &^ highest
	return (^common(v) | marked(v, '/') | w) & highest
}

// equal marks the bytes that are c.
func equal(w uint64, c byte) uint64 {
	w ^= ones * uint64(c)
	return ^((w&^highest + 0x7f*ones) | w) & highest
}

// gather returns the marks of a word as eight bits. The first byte has the lowest bit.
func gather(marks uint64) uint64 { return marks * 0x0002040810204081 >> 56 }
