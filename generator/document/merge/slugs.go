package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/route"
)

// glossary holds what the headings of such tables are called in English. Where several stand in a
// heading, the last one is its noun.
var glossary = []struct{ printed, slug string }{
	{"包年/包月资源", "subscriptions"}, {"包周期资源", "subscriptions"}, {"资源包", "packages"}, {"套餐包", "packages"},
	{"产品", "products"}, {"商品", "products"}, {"价格", "prices"}, {"询价", "prices"}, {"折扣", "discounts"}, {"激励", "incentives"},
	{"账户", "accounts"}, {"帐户", "accounts"}, {"账号", "accounts"}, {"帐号", "accounts"}, {"余额", "balances"}, {"额度", "quotas"}, {"预算", "budgets"}, {"配额", "quotas"},
	{"交易", "transactions"}, {"优惠券", "coupons"}, {"代金券", "coupons"}, {"现金券", "coupons"}, {"储值卡", "cards"}, {"订单", "orders"}, {"资源", "resources"}, {"用量", "usages"}, {"使用量", "usages"},
	{"账单", "bills"}, {"帐单", "bills"}, {"消费", "consumption"}, {"成本", "costs"}, {"费用", "fees"}, {"发票", "invoices"}, {"合同", "contracts"}, {"退款", "refunds"}, {"支付", "payments"}, {"收支", "transactions"},
	{"客户", "customers"}, {"子客户", "sub-customers"}, {"伙伴", "partners"}, {"云经销商", "resellers"}, {"经销商", "resellers"}, {"企业", "enterprises"}, {"多账号", "accounts"}, {"组织", "organizations"}, {"项目", "projects"},
	{"实名认证", "realname-auths"}, {"认证", "authentication"}, {"验证码", "verification-codes"}, {"用户", "users"}, {"角色", "roles"}, {"权限", "permissions"}, {"标签", "tags"},
	{"配置", "configurations"}, {"地址", "addresses"}, {"工单", "tickets"}, {"消息", "messages"}, {"日志", "logs"}, {"文件", "files"}, {"任务", "tasks"}, {"实例", "instances"}, {"镜像", "images"}, {"网络", "networks"},
	{"服务", "services"}, {"集群", "clusters"}, {"节点", "nodes"}, {"证书", "certificates"}, {"密钥", "keys"}, {"策略", "policies"}, {"报表", "reports"}, {"统计", "statistics"},
}

// slugs gives a slug to every group whose name gives none: what the glossary says, or else the word that
// the paths of its rows have most in common.
func (n *naming) slugs(siblings []*table.Group) {
	taken := numbers{}
	for _, g := range siblings {
		slug := names.Slug(g.Name)
		if slug == "" {
			slug = cmp.Or(translated(g.Name), common(g), "group")
			if path := common(g); taken.has(slug) && path != "" && !taken.has(path) {
				slug = path
			}
		}
		n.slug[g] = taken.free(slug, "-")
		n.slugs(g.Groups)
	}
}

// numbers holds names that are taken, each with the last number that was added to it.
type numbers map[string]int

func (taken numbers) has(name string) bool { return taken[name] > 0 }

// free takes the name, with a number behind it if it is taken.
func (taken numbers) free(name, joint string) string {
	if taken[name] == 0 {
		taken[name] = 1
		return name
	}
	for n := taken[name] + 1; ; n++ {
		if numbered := name + joint + strconv.Itoa(n); taken[numbered] == 0 {
			taken[name], taken[numbered] = n, 1
			return numbered
		}
	}
}

// translated returns the slug of the last, and there the longest, term of the glossary in a name.
func translated(name string) string {
	best, end, length := "", -1, 0
	for _, term := range glossary {
		if at := strings.LastIndex(name, term.printed); at >= 0 {
			if e := at + len(term.printed); e > end || e == end && len(term.printed) > length {
				best, end, length = term.slug, e, len(term.printed)
			}
		}
	}
	return best
}

// common returns the literal that most rows of the group have, the last one of those in a path.
func common(g *table.Group) string {
	count := map[string]int{}
	var order []string
	each(g, func(row *table.Row) {
		pattern, err := route.ParsePattern(row.Path)
		if err != nil {
			return
		}
		for _, s := range slices.Backward(pattern.Segments()) {
			if slug := names.Slug(s.Text); s.Kind == route.Literal && !version.MatchString(s.Text) && !slices.Contains(verbs, s.Text) && slug != "" {
				if count[slug] == 0 {
					order = append(order, slug)
				}
				count[slug]++
			}
		}
	})
	best := ""
	for _, slug := range order {
		if best == "" || count[slug] > count[best] {
			best = slug
		}
	}
	return best
}

// each calls visit with every row of the group and of those below it.
func each(g *table.Group, visit func(*table.Row)) {
	for _, row := range g.Rows {
		visit(row)
	}
	for _, below := range g.Groups {
		each(below, visit)
	}
}
