package table

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

var (
	updated = regexp.MustCompile(`(?i)(?:更新时间|更新日期|最后更新|最近更新|更新於|更新日|发布时间|発行日|updated(?: on| at)?|last updated(?: on)?|actualizado el|actualización más reciente|mis(?:e)? à jour le|aktualisiert am|atualizado em)\s*[:：]?\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})`)
	english = regexp.MustCompile(`(?i)(?:updated(?: on| at)?|last updated(?: on)?)\s*[:：]?\s*((?:\d{1,2} )?[A-Z][a-z]{2,8}\.? ?\d{0,2},? ?\d{4})`)
	// crumbs is the way to the page: names with > or / and a blank between them.
	crumbs    = regexp.MustCompile(`^[^>/。.]{1,60}(?:\s*(?:>|›|»)\s*[^>。]{1,80}){2,}$|^[^>/。.]{1,60}(?:\s*/\s+[^/。]{1,80}){2,}$`)
	crumbMark = regexp.MustCompile(`\s*(?:>|›|»)\s*|\s*/\s+`)
)

// What documents say of several codes in a row, and of paths that no row has.
var (
	needsAny = regexp.MustCompile(`(?i)只要有(?:权限项|权限|授权项|以下|其中)?(?:中|中的|其中)?的?(?:任[意一]*[一条项个]*|一[条项个])(?:权限项|权限码|权限)?(?:即可|就可|便可)|(?:任意|任一|其中)一?[条项个]?(?:权限项|权限码|权限)?(?:即可|就可|便可)|(?:can|may) be (?:accessed|called|invoked|used) (?:as long as|if|when) (?:any|one|at least one|any one|either)(?: one)? of|any (?:one )?of (?:the|its|these)[^.]{0,60}(?:is|are) (?:sufficient|enough|supported|granted)|(?:as long as|if) (?:any|at least one|one) of (?:its|the)[^.]{0,40}(?:is|are) (?:supported|granted|available)`)
	needsAll = regexp.MustCompile(`(?i)(?:其中|任[意一])一?[条项个]?(?:权限项|权限码|权限)?为?无权限[^。]{0,12}(?:不可|不能|无法)|(?:所有|全部)(?:的)?(?:权限项|权限码|权限)[^。]{0,12}(?:才可|才能|方可)|(?:需|须|必须)同时(?:具备|拥有)|缺少(?:任[意一]|其中)[^。]{0,20}(?:不可|不能|无法)|can(?:not|'t| not) be (?:accessed|called|invoked|used) (?:if|when|unless) (?:one|any|any one|at least one|all|either) of|(?:all|each) of (?:the|its|these)[^.]{0,60}(?:is|are) (?:required|needed|necessary)|requires? all of`)
	pathOpen = regexp.MustCompile(`(?i)(?:未|不)(?:在|列入)[^。]{0,10}(?:表|列表)[^。]{0,10}的?(?:接口|API)[^。]{0,40}(?:不需要|无需|均可|不做|不校验)|表(?:格)?(?:中|里)?(?:未|没有)(?:列出|包含)的?(?:接口|API)[^。]{0,40}(?:不需要|无需|均可|不做|不校验)|(?:apis?|interfaces?|endpoints?|operations?) (?:that (?:are|is) )?not (?:listed |included |contained )?in (?:the|this)[^.]{0,20}(?:table|list)[^.]{0,80}(?:not required|no[t]? need|do(?:es)? not (?:require|need)|can (?:be )?(?:access|call)|open to|are allowed)`)
	pathShut = regexp.MustCompile(`(?i)(?:未|不)(?:在|列入)[^。]{0,10}(?:表|列表)[^。]{0,10}的?(?:接口|API)[^。]{0,40}(?:不可调用|不能调用|禁止|不允许|无法调用)|(?:apis?|interfaces?|endpoints?|operations?) (?:that (?:are|is) )?not (?:listed |included )?in (?:the|this)[^.]{0,20}(?:table|list)[^.]{0,60}(?:cannot be|can't be|are (?:denied|forbidden|not allowed|blocked)|must not)`)
)

// mostSentence is how long a line of text may be that is looked at for rules, in bytes.
const mostSentence = 4000

// say reads a cell of prose.
func (t *Table) say(p source.Cell) {
	for line := range strings.SplitSeq(p.Text, "\n") {
		at := p.Pos
		if before, _, found := strings.Cut(p.Text, line); found {
			at.Line += strings.Count(before, "\n")
		}
		t.sayLine(source.Cell{Text: line, Pos: at})
	}
}

func (t *Table) sayLine(p source.Cell) {
	if len(p.Text) > mostSentence {
		return
	}
	wide := notation.Narrow(p.Text)
	switch {
	case t.Document.Empty() && crumbs.MatchString(p.Text):
		t.crumbs(p)
	case t.Updated.Empty():
		t.date(p)
	}
	if t.Title.Empty() && t.Document.Empty() && titleLike(p.Text) && !t.dated(p.Text) {
		t.Title = p
	}
	t.state(&t.Combine, needsAny, "any", p)
	if t.Combine != "any" || !needsAny.MatchString(wide) {
		t.state(&t.Combine, needsAll, "all", p)
	}
	t.state(&t.UnlistedPath, pathOpen, access.Authenticated.String(), p)
	t.state(&t.UnlistedPath, pathShut, access.Nobody.String(), p)
}

// state takes what a sentence says. Where two sentences disagree, the stricter one counts.
func (t *Table) state(into *string, sentence *regexp.Regexp, value string, p source.Cell) {
	if !sentence.MatchString(p.Text) && !sentence.MatchString(notation.Narrow(p.Text)) {
		return
	}
	if *into != "" && *into != value {
		strict := map[string]bool{"all": true, access.Nobody.String(): true}
		if !strict[value] {
			value = *into
		}
		t.Doubts = append(t.Doubts, Doubt{Diagnostic: diag.Diagnostic{Pos: p.Pos, Message: fmt.Sprintf("%s contradicts another sentence: %s is taken, which is stricter", diag.Quote(p.Text), value)}, Access: true})
	}
	*into = value
}

// crumbs takes the way to the page, and its last name as the page's title.
func (t *Table) crumbs(p source.Cell) {
	names := crumbMark.Split(strings.TrimSpace(p.Text), -1)
	t.Document = source.Cell{Text: strings.Join(names, " > "), Pos: p.Pos}
	t.Title = source.Cell{Text: names[len(names)-1], Pos: p.Pos}
}

// dated reports whether a line says when the page was updated.
func (t *Table) dated(s string) bool { return updated.MatchString(s) || english.MatchString(s) }

func (t *Table) date(p source.Cell) {
	if m := updated.FindStringSubmatch(p.Text); m != nil {
		if day, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			t.Updated = source.Cell{Text: day.Format(time.DateOnly), Pos: p.Pos}
		}
		return
	}
	if m := english.FindStringSubmatch(p.Text); m != nil {
		for _, form := range []string{"Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "Jan. 2, 2006"} {
			if day, err := time.Parse(form, m[1]); err == nil {
				t.Updated = source.Cell{Text: day.Format(time.DateOnly), Pos: p.Pos}
			}
		}
	}
}

// titleLike reports whether a line can be the page's heading: short, and no sentence.
func titleLike(s string) bool {
	return len([]rune(s)) <= 80 && !strings.ContainsAny(s, "。!?") && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, "：") && !captionForm.MatchString(s) && s != "表"
}
