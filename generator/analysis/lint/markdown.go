package lint

import "strings"

// widest is how many bytes a line of a rule's texts may have.
const widest = 110

// Markdown returns all that is to be said about the rule, as a section of a page.
func (r Rule) Markdown() string {
	parts := []string{"## " + r.ID, wrapped("*" + string(r.Level) + ".* " + r.summary() + " " + r.Detail), wrapped("Why: " + r.Why), wrapped("Remedy: " + r.Remedy)}
	if !r.Acceptable() {
		parts = append(parts, "A spec cannot accept findings of this rule.")
	}
	parts = append(parts, "```yaml\n"+r.Example.Found+"```", "Mended:", "```yaml\n"+r.Example.Mended+"```")
	return strings.Join(parts, "\n\n") + "\n"
}

// summary returns the summary as Markdown.
func (r Rule) summary() string { return strings.ReplaceAll(r.Summary, "**", "`**`") }

// wrapped breaks a paragraph into lines.
func wrapped(text string) string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > widest {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	return strings.Join(append(lines, line), "\n")
}
