package diff

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A RoleChange is what a role gains and loses.
type RoleChange struct {
	Role  string        `json:"role"`
	State string        `json:"state"`           // added, removed or kept
	Kinds []Kind        `json:"kinds"`           // RoleGains, RoleLoses or both
	Place *report.Place `json:"place,omitempty"` // of the role in the new table, or in the old one if it was removed
	Gains []Request     `json:"gains"`           // what its holders can send now and could not before
	Loses []Request     `json:"loses"`           // what its holders could send before and cannot now
}

// rolesOf returns the roles that gain or lose requests, in the order of the new table and then of the old one. The
// transitions are those between the tables.
func rolesOf(old, new *model.API, transitions []*transition) []RoleChange {
	changes := []RoleChange{}
	tables := tablesOf(old, new)
	for _, role := range new.Roles {
		changes = append(changes, roleChange(tables, [2]*model.Role{old.Role(role.Name), role}, transitions))
	}
	for _, role := range old.Roles {
		if new.Role(role.Name) == nil {
			changes = append(changes, roleChange(tables, [2]*model.Role{role, nil}, transitions))
		}
	}
	return slices.DeleteFunc(changes, func(c RoleChange) bool { return len(c.Kinds) == 0 })
}

// roleChange compares what a role can send before and after. A role that a table does not have is nil.
func roleChange(tables [2]*table, role [2]*model.Role, transitions []*transition) RoleChange {
	c := RoleChange{State: "kept", Gains: []Request{}, Loses: []Request{}}
	var held [2][]int
	for i := range role {
		if role[i] != nil {
			place := report.PlaceOf(role[i].Position())
			c.Role, c.Place = role[i].Name, &place
		}
		held[i] = tables[i].heldBy(role[i])
	}
	switch {
	case role[0] == nil:
		c.State = "added"
	case role[1] == nil:
		c.State = "removed"
	}
	for _, t := range transitions {
		before, now := t.old.demand.SatisfiedBy(held[0]), t.new.demand.SatisfiedBy(held[1])
		side := t.new
		if before {
			side = t.old
		}
		c.add(side.named(t.request), before, now)
	}
	if !slices.Equal(held[0], held[1]) {
		c.sameRows(tables, held, transitions)
	}
	if len(c.Gains) > 0 {
		c.Kinds = append(c.Kinds, RoleGains)
	}
	if len(c.Loses) > 0 {
		c.Kinds = append(c.Kinds, RoleLoses)
	}
	return c
}

// sameRows compares the rows that both tables have and that no transition is about: there only the role is another
// one.
func (c *RoleChange) sameRows(tables [2]*table, held [2][]int, transitions []*transition) {
	was := map[string]route.Row{}
	for _, row := range tables[0].Rows {
		was[placeOf(row)] = row
	}
	for j, row := range tables[1].Rows {
		before, both := was[placeOf(row)]
		about := slices.ContainsFunc(transitions, func(t *transition) bool { return t.new.row == j && t.new.verdict == route.Listed })
		if both && !about {
			request := Request{row.Method, row.Pattern.String()}
			c.add(request, before.Demand.SatisfiedBy(held[0]), row.Demand.SatisfiedBy(held[1]))
		}
	}
}

// add notes a request that holders of the role could send before, and can send now.
func (c *RoleChange) add(r Request, before, now bool) {
	switch {
	case now && !before && !slices.Contains(c.Gains, r):
		c.Gains = append(c.Gains, r)
	case before && !now && !slices.Contains(c.Loses, r):
		c.Loses = append(c.Loses, r)
	}
}

// named returns a request with the pattern of the row that decides in place of its path, if the path matches the row
// exactly.
func (a answer) named(r Request) Request {
	if a.verdict == route.Listed && a.exact {
		return Request{r.Method, a.table.Rows[a.row].Pattern.String()}
	}
	return r
}

// heldBy returns what the holders of a role satisfy demands with, ascending: they are authenticated, and they have the
// role's permissions, with the numbers that both tables share.
func (t *table) heldBy(role *model.Role) []int {
	held := []int{route.Known}
	if role != nil {
		for _, p := range t.api.Held(role.Holding) {
			held = append(held, 1+t.permissions.of(p.Code))
		}
	}
	slices.Sort(held)
	return held
}
