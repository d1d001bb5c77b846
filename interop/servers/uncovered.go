package servers

// Uncovered returns set-ups, by their names, whose order of precedence no name under upstream: stands for.
func Uncovered() map[string]Setup {
	all := map[string]Setup{}
	for _, s := range append(InProcess(), goRestfulJSR311()) {
		all[s.Name] = s
	}
	return all
}
