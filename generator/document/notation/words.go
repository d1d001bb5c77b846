package notation

import (
	"strings"
)

// A saying is a kind of requirement and the words that cells say instead of codes.
type saying struct {
	kind  Kind
	doubt string // how it is read, where it can mean something else
	texts string // in small letters, without a final stop, separated by |
}

var sayings = []saying{
	{Authenticated, "", "authenticated|authenticated user|authenticated users|any authenticated user|all authenticated users|" +
		"authentication required|requires authentication|logged in|logged-in user|logged-in users|any logged-in user|any logged in user|" +
		"all logged-in users|login required|requires login|signed-in user|signed-in users|any signed-in user|any user|all users|" +
		"登录用户|任意登录用户|任何登录用户|所有登录用户|已登录用户|登录即可|登录后即可|需登录|需要登录|认证用户|已认证用户|任意用户|所有用户"},
	{Authenticated, "", "no permission required|no permissions required|no permission needed|no permission is required|no permissions are required|" +
		"no special permission required|no specific permission required|no additional permission required|permission not required|" +
		"无需权限|不需要权限|无需权限码|免权限|无权限要求|无需特殊权限|无需任何权限"},
	{Authenticated, "read as no permission is needed: every authenticated caller is let in", "none|not required|无|无需|不需要"},
	{Authenticated, "read as every authenticated caller: write public if no login is needed", "anyone|everyone|no authorization required|" +
		"公共|公共接口|无需授权|不需要授权"},
	{Public, "", "public|public access|publicly accessible|anonymous|anonymous access|unauthenticated|" +
		"no authentication|no authentication required|no authentication needed|no auth|no auth required|no login required|" +
		"公开|公开接口|公开访问|匿名|匿名访问|匿名用户|无需鉴权|无需认证|无需登录|免登录|免鉴权|不需要鉴权|不需要登录"},
	{Nobody, "", "not supported|unsupported|not available|not allowed|not permitted|forbidden|no access|nobody|no one|disabled|" +
		"不支持|暂不支持|不可用|不允许|禁止|禁止访问|禁止调用|不可调用|无法调用|不开放"},
	{Above, "", `same as above|as above|see above|ditto|same|"|″|〃|同上|同前|同上一行`},
	{Closed, "", "-|--|---|—|——|/|\\|n/a|na|n.a|nil|null|tbd|todo|?|x|×|✓|√|yes|no|no permission|no permissions|无权限|不涉及|不适用|待定|是|否"},
}

// sayingOf holds the sayings by their texts.
var sayingOf = func() map[string]saying {
	all := map[string]saying{}
	for _, s := range sayings {
		for text := range strings.SplitSeq(s.texts, "|") {
			all[text] = s
		}
	}
	return all
}()

// spoken returns a cell as the sayings are written.
func spoken(cell string) string {
	s := strings.ToLower(strings.Join(strings.Fields(Narrow(cell)), " "))
	for {
		inner := strings.TrimSpace(strings.TrimRight(s, ".。!"))
		if n := len(inner); n > 2 && (inner[0] == '(' && inner[n-1] == ')' || inner[0] == '[' && inner[n-1] == ']') {
			inner = strings.TrimSpace(inner[1 : n-1])
		}
		if inner == s || inner == "" {
			return s
		}
		s = inner
	}
}
