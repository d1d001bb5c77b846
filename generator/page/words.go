package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

// words are the page's own words in a language.
type words struct {
	Lang, Name                                                                                      string
	Routes, Permissions, Roles, Unlisted                                                            string
	Search, Method, Group, Permission, Role, Any, Clear, More                                       string
	Caller, CallerHelp, Hold, Counted, Allowed, Missing                                             string
	Public, Authenticated, Nobody, Codes                                                            string
	Needs, Who, Schemes, And, Or, OneOf, Comma                                                      string
	Deprecated, Link, Implies, Aliases, HeldBy, NeededBy, NoRoute, Holds, MayCall, Of, Yes, No      string
	UnlistedPath, UnlistedMethod, PathDenied, MethodDenied, OpenPublic, OpenAuthenticated, Document string
	Ask, AskHelp, AskButton, Have, Target                                                           string
}

// Langs returns the languages of the page's own words.
func Langs() (langs []string) {
	for _, w := range languages() {
		langs = append(langs, w.Lang)
	}
	return langs
}

func wordsOf(lang string) words {
	all := languages()
	if i := slices.IndexFunc(all, func(w words) bool { return w.Lang == lang }); i >= 0 {
		return all[i]
	}
	return all[0]
}

func languages() []words {
	return []words{{
		Lang: "en", Name: "Permissions", Routes: "Routes", Permissions: "Permissions", Roles: "Roles", Unlisted: "What is not listed",
		Search: "Search paths, codes and texts", Method: "Method", Group: "Group", Permission: "Permission", Role: "Role", Any: "any", Clear: "Clear", More: "Show more",
		Caller: "What could a caller call?", CallerHelp: "Tick what an authenticated caller has. Each route then says whether the caller may call it.",
		Hold: "Show for this caller", Counted: "{n} of {m} routes", Allowed: "allowed", Missing: "missing: {codes}",
		Public: "public: everyone, without a login", Authenticated: "every authenticated caller", Nobody: "nobody", Codes: "callers with these permissions",
		Needs: "Needs", Who: "Who", Schemes: "Authenticates with", And: " and ", Or: ", or ", OneOf: ", and one of ", Comma: ", ",
		Deprecated: "deprecated", Link: "Link to", Implies: "Implies", Aliases: "Also written", HeldBy: "Roles that hold it", NeededBy: "Routes that need it",
		NoRoute: "No route needs it.", Holds: "Holds", MayCall: "May call", Of: "of", Yes: "yes", No: "no",
		UnlistedPath: "A path that no route has:", UnlistedMethod: "A path that routes have, but not with the method:",
		PathDenied: "denied (403).", MethodDenied: "denied (405).", OpenPublic: "open to everyone.", OpenAuthenticated: "open to every authenticated caller.", Document: "Source",
		Ask: "What does this request need?", AskHelp: "The answer is that of the matcher.", AskButton: "Ask", Have: "Codes of the caller, separated by commas", Target: "Path or URL",
	}, {
		Lang: "zh", Name: "权限", Routes: "接口", Permissions: "权限", Roles: "角色", Unlisted: "未列出的请求",
		Search: "搜索路径、权限码和说明", Method: "方法", Group: "分组", Permission: "权限", Role: "角色", Any: "全部", Clear: "清除", More: "显示更多",
		Caller: "调用者可以调用哪些接口？", CallerHelp: "勾选已登录的调用者拥有的权限，每个接口会显示是否可以调用。",
		Hold: "按此调用者显示", Counted: "{m} 个接口中的 {n} 个", Allowed: "可以调用", Missing: "缺少：{codes}",
		Public: "公开：任何人，无需登录", Authenticated: "任何已登录的调用者", Nobody: "任何人都不能调用", Codes: "拥有这些权限的调用者",
		Needs: "所需权限", Who: "调用者", Schemes: "认证方式", And: " 和 ", Or: "，或 ", OneOf: "，以及以下之一：", Comma: "、",
		Deprecated: "已弃用", Link: "链接到", Implies: "包含", Aliases: "别名", HeldBy: "拥有它的角色", NeededBy: "需要它的接口",
		NoRoute: "没有接口需要它。", Holds: "拥有", MayCall: "可以调用", Of: "/", Yes: "是", No: "否",
		UnlistedPath: "没有接口有此路径：", UnlistedMethod: "有此路径但没有此方法：",
		PathDenied: "拒绝 (403)。", MethodDenied: "拒绝 (405)。", OpenPublic: "对任何人开放。", OpenAuthenticated: "对任何已登录的调用者开放。", Document: "来源",
		Ask: "这个请求需要什么权限？", AskHelp: "答案来自匹配器。", AskButton: "查询", Have: "调用者的权限码，用逗号分隔", Target: "路径或 URL",
	}}
}

// who says who may call, where no permission decides.
func (w words) who(a access.Access) string {
	return map[access.Access]string{access.Public: w.Public, access.Authenticated: w.Authenticated, access.Nobody: w.Nobody}[a]
}

// unlisted says what happens to requests that the table does not list.
func (w words) unlisted(a access.Access, denied string) string {
	return map[access.Access]string{access.Public: w.OpenPublic, access.Authenticated: w.OpenAuthenticated, access.Nobody: denied}[a]
}

// schemes says which security schemes callers authenticate with: "login, or clientId and secret".
func (w words) schemes(sets [][]string) string {
	var all []string
	for _, set := range sets {
		all = append(all, diag.Inert(strings.Join(set, w.And)))
	}
	return strings.Join(all, w.Or)
}

// text returns a text of the table, inert, with its language where it is clear and not the page's.
func (w words) text(s string) text {
	if lang := languageOf(s); lang != w.Lang {
		return text{diag.Inert(s), lang}
	}
	return text{diag.Inert(s), ""}
}

// languageOf guesses the language of a text by its script: en for one without letters of East Asia.
func languageOf(s string) string {
	lang := "en"
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.Is(unicode.Han, r):
			lang = "zh"
		}
	}
	return lang
}

// needs says what a row needs: "a and b, or c", or "a, and one of b or c" where all alternatives have a.
func (w words) needs(r *model.Route) (pieces []piece) {
	if _, ok := r.Access(); ok {
		return nil
	}
	list := func(permissions []*model.Permission, between string) {
		for i, p := range permissions {
			if i > 0 {
				pieces = append(pieces, piece{Text: between})
			}
			pieces = append(pieces, code(p))
		}
	}
	if common, one := shared(r.Alternatives); one != nil {
		list(common, w.And)
		pieces = append(pieces, piece{Text: w.OneOf})
		list(one, w.Or)
		return pieces
	}
	for i, all := range r.Alternatives {
		if i > 0 {
			pieces = append(pieces, piece{Text: w.Or})
		}
		list(all, w.And)
	}
	return pieces
}

// shared returns the permissions of all alternatives, and the single one that each alternative has besides. one is nil
// if the alternatives are not of this kind.
func shared(alternatives [][]*model.Permission) (common, one []*model.Permission) {
	if len(alternatives) < 2 {
		return nil, nil
	}
	for _, p := range alternatives[0] {
		if !slices.ContainsFunc(alternatives, func(all []*model.Permission) bool { return !slices.Contains(all, p) }) {
			common = append(common, p)
		}
	}
	for _, all := range alternatives {
		if len(common) == 0 || len(all) != len(common)+1 {
			return nil, nil
		}
		for _, p := range all {
			if !slices.Contains(common, p) {
				one = append(one, p)
			}
		}
	}
	return common, one
}
