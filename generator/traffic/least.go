package traffic

import (
	"slices"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
)

// A Grant is the smallest set of permissions that calls need.
type Grant struct {
	Needed []Need

	// Smallest says that no smaller set is enough. It is false only if there are too many alternatives to
	// try them all.
	Smallest bool

	Open map[access.Access][]Use // of rows for which no permission decides
}

// A Need is a permission and the calls that need it.
type Need struct {
	Permission *model.Permission
	Uses       []Use
	ImpliedBy  *model.Permission // another needed permission that implies it; nil if there is none
}

// Calls returns the number of calls.
func (n Need) Calls() (calls int64) {
	for _, u := range n.Uses {
		calls += u.Calls
	}
	return calls
}

// Least returns the smallest set of permissions that allows all calls, but those that nobody may make. What a
// permission implies counts as well. Of several such sets it returns the one with the fewest permissions that have lacks. Of those it returns
// the first one, trying the alternatives of each row in their order.
func Least(api *model.API, uses []Use, have map[*model.Permission]bool) Grant {
	g := Grant{Smallest: true, Open: map[access.Access][]Use{}}
	s := &search{have: have, api: api, budget: 1 << 20}
	for _, u := range uses {
		row := api.Routes[u.Row]
		if a, ok := row.Access(); ok {
			g.Open[a] = append(g.Open[a], u)
			continue
		}
		var closed [][]*model.Permission
		for _, alternative := range row.Alternatives {
			closed = append(closed, api.Closure(alternative))
		}
		s.demands = append(s.demands, closed)
	}
	chosen := s.run()
	g.Smallest = s.budget > 0
	needs := map[*model.Permission]*Need{}
	for _, u := range uses {
		for _, p := range used(api.Routes[u.Row].Alternatives, chosen) {
			if needs[p] == nil {
				needs[p] = &Need{Permission: p}
			}
			needs[p].Uses = append(needs[p].Uses, u)
		}
	}
	for _, p := range api.Permissions {
		if n := needs[p]; n != nil {
			g.Needed = append(g.Needed, *n)
		}
	}
	for i, n := range g.Needed {
		implies := func(other Need) bool {
			return other.Permission != n.Permission && slices.Contains(api.Closure([]*model.Permission{other.Permission}), n.Permission)
		}
		if at := slices.IndexFunc(g.Needed, implies); at >= 0 {
			g.Needed[i].ImpliedBy = g.Needed[at].Permission
		}
	}
	return g
}

// A RoleFit is the smallest role that allows calls.
type RoleFit struct {
	Role      *model.Role
	NeverUsed []*model.Permission // what the role grants and no call needs
}

// SmallestRole returns the role with the fewest permissions that allows all calls, but those that nobody may make; of
// several such roles the first. It returns nil if no role does.
func SmallestRole(api *model.API, uses []Use) *RoleFit {
	var best *model.Role
	size := func(r *model.Role) int { return len(api.Held(r.Holding)) }
	for _, role := range api.Roles {
		held := map[*model.Permission]bool{}
		for _, p := range api.Held(role.Holding) {
			held[p] = true
		}
		denies := func(u Use) bool {
			row := api.Routes[u.Row]
			_, open := row.Access()
			return !open && used(row.Alternatives, held) == nil
		}
		if !slices.ContainsFunc(uses, denies) && (best == nil || size(role) < size(best)) {
			best = role
		}
	}
	if best == nil {
		return nil
	}
	return &RoleFit{best, unusedOf(api, best, uses)}
}

// unusedOf returns the permissions that a role grants, without those that they imply, and that no call needs.
func unusedOf(api *model.API, role *model.Role, uses []Use) (unused []*model.Permission) {
	held := map[*model.Permission]bool{}
	for _, p := range api.Held(role.Holding) {
		held[p] = true
	}
	needed := map[*model.Permission]bool{}
	for _, n := range Least(api, uses, held).Needed {
		needed[n.Permission] = true
	}
	for _, p := range role.Permissions {
		if !needed[p] {
			unused = append(unused, p)
		}
	}
	return unused
}

// used returns the first alternative of a row that a set grants.
func used(alternatives [][]*model.Permission, set map[*model.Permission]bool) []*model.Permission {
	for _, a := range alternatives {
		if !slices.ContainsFunc(a, func(p *model.Permission) bool { return !set[p] }) {
			return a
		}
	}
	return nil
}

// A search looks for the set with the lowest cost that satisfies an alternative of each demand.
type search struct {
	api     *model.API
	have    map[*model.Permission]bool
	demands [][][]*model.Permission
	budget  int // how many steps are left before the best set so far is returned

	set  map[*model.Permission]bool
	cost cost
	best map[*model.Permission]bool
	low  cost
}

// A cost is the number of permissions of a set, and how many of them the caller does not have.
type cost struct{ size, missing int }

func (c cost) less(d cost) bool {
	return c.size < d.size || c.size == d.size && c.missing < d.missing
}

func (s *search) run() map[*model.Permission]bool {
	s.set = map[*model.Permission]bool{}
	for changed := true; changed; { // a single alternative is needed in any case
		changed = false
		s.demands = slices.DeleteFunc(s.demands, func(d [][]*model.Permission) bool {
			if len(d) == 1 {
				s.take(d[0])
				changed = true
				return true
			}
			return used(d, s.set) != nil
		})
	}
	s.demands = distinct(s.demands)
	slices.SortStableFunc(s.demands, func(a, b [][]*model.Permission) int { return len(a) - len(b) })
	s.step(0)
	return s.best
}

// take adds permissions, and returns those that it added.
func (s *search) take(permissions []*model.Permission) (added []*model.Permission) {
	for _, p := range permissions {
		if !s.set[p] {
			s.set[p] = true
			added = append(added, p)
			s.cost.size++
			if !s.have[p] {
				s.cost.missing++
			}
		}
	}
	return added
}

func (s *search) giveBack(permissions []*model.Permission) {
	for _, p := range permissions {
		delete(s.set, p)
		s.cost.size--
		if !s.have[p] {
			s.cost.missing--
		}
	}
}

// step tries the alternatives of the demands from an index on, while the cost is below the lowest so far.
func (s *search) step(from int) {
	for from < len(s.demands) && used(s.demands[from], s.set) != nil {
		from++
	}
	switch {
	case s.best != nil && !s.cost.less(s.low):
		return
	case from == len(s.demands):
		s.best, s.low = map[*model.Permission]bool{}, s.cost
		for p := range s.set {
			s.best[p] = true
		}
		return
	}
	for _, alternative := range s.demands[from] {
		if s.budget--; s.budget <= 0 && s.best != nil {
			return
		}
		added := s.take(alternative)
		s.step(from + 1)
		s.giveBack(added)
	}
}

// distinct returns the demands without repetitions.
func distinct(demands [][][]*model.Permission) (kept [][][]*model.Permission) {
	for _, d := range demands {
		if !slices.ContainsFunc(kept, func(k [][]*model.Permission) bool {
			return slices.EqualFunc(k, d, func(a, b []*model.Permission) bool { return slices.Equal(a, b) })
		}) {
			kept = append(kept, d)
		}
	}
	return kept
}
