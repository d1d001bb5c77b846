package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAt holds the position of every character against counting: of short and of long lines, with
// characters of one to four bytes.
func TestAt(t *testing.T) {
	data := "a\n\n订单é😀\r\n" + strings.Repeat("订单 ab é😀", 3*block/10) + "\nend\n"
	text, problem := New("page.txt", []byte("\ufeff"+data))
	require.Nil(t, problem)
	assert.Equal(t, data, text.Data)
	line, column := 1, 1
	for i, r := range data {
		pos := text.At(i)
		require.Equal(t, [2]int{line, column}, [2]int{pos.Line, pos.Column}, "offset %d", i)
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	assert.Equal(t, 6, text.At(len(data)).Line)
	assert.Equal(t, 1, text.At(len(data)).Column)
}

func TestLines(t *testing.T) {
	text, _ := New("page.txt", []byte("a\r\nbc\n\nd"))
	var lines []string
	for i := range text.Lines() {
		line, offset := text.Line(i)
		assert.True(t, strings.HasPrefix(text.Data[offset:], line))
		lines = append(lines, line)
	}
	assert.Equal(t, []string{"a", "bc", "", "d"}, lines)
	assert.Equal(t, 3, text.End(0))
	assert.Equal(t, 8, text.End(3))
	assert.Equal(t, 4, text.Offset(2, 2))
	assert.Equal(t, 8, text.Offset(99, 99))
	empty, _ := New("page.txt", nil)
	assert.Equal(t, "page.txt:1:1", empty.At(0).String())
}

func TestNotUTF8(t *testing.T) {
	_, problem := New("page.txt", []byte("a\n订\xb3"))
	require.NotNil(t, problem)
	assert.Equal(t, "page.txt:2:2: the byte 0xb3 is not UTF-8; save the document as UTF-8", problem.String())
	_, problem = New("page.txt", []byte("a\ufffdb"))
	assert.Nil(t, problem, "a replacement character that the file itself holds")
}

func TestTidy(t *testing.T) {
	assert.Equal(t, "a b\nc", Tidy("  a\u00a0 \t b \r\n\u200b\n\u3000c\u200d"))
	assert.Equal(t, "", Tidy(" \n\ufeff\n"))
	assert.Equal(t, "a b订单c", OneLine("a\nb\n订单\nc"))
	text, _ := New("page.txt", []byte("x | \u200b a  b |"))
	cell := text.Cell(3, 12)
	assert.Equal(t, Cell{Text: "a b", Pos: text.At(strings.Index(text.Data, "a"))}, cell)
	assert.True(t, utf8.ValidString(cell.Text))
}
