package traffic

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
)

func TestLeast(t *testing.T) {
	api := api(t, shop)
	uses := func(rows ...int) (list []Use) {
		for _, r := range rows {
			list = append(list, Use{Row: r, Calls: 1})
		}
		return list
	}
	for _, c := range []struct {
		rows []int
		have string
		want string
	}{
		{[]int{0, 1}, "", "o:view"},
		{[]int{2}, "", "o:edit"},
		{[]int{2}, "o:admin", "o:admin"},
		{[]int{2, 3}, "", "o:admin"},
		{[]int{2, 3, 4}, "", "o:edit b:view"},
		{[]int{2, 3, 4}, "o:admin", "o:admin b:view"},
		{[]int{2, 3, 4}, "o:edit", "o:edit b:view"},
		{[]int{0, 3}, "", "o:view o:admin"},
		{[]int{5, 6}, "", ""},
	} {
		have := map[*model.Permission]bool{}
		for _, p := range api.Permissions {
			have[p] = p.Code == c.have
		}
		g := Least(api, uses(c.rows...), have)
		var codes []string
		for _, n := range g.Needed {
			codes = append(codes, n.Permission.Code)
		}
		assert.Equal(t, c.want, strings.Join(codes, " "), c)
		assert.True(t, g.Smallest)
	}
	g := Least(api, uses(5, 6), nil)
	assert.Equal(t, []int{5, 6}, []int{g.Open[access.Authenticated][0].Row, g.Open[access.Nobody][0].Row})
}

// TestLeastIsSmallest tries every set of permissions.
func TestLeastIsSmallest(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		api := &model.API{}
		for i := range 6 {
			api.Permissions = append(api.Permissions, &model.Permission{Number: i + 1, Code: fmt.Sprint(i)})
		}
		var uses []Use
		for i := range 1 + random.IntN(6) {
			row := &model.Route{}
			for range 1 + random.IntN(3) {
				var set []*model.Permission
				for _, j := range random.Perm(6)[:1+random.IntN(3)] {
					set = append(set, api.Permissions[j])
				}
				row.Alternatives = append(row.Alternatives, set)
			}
			api.Routes = append(api.Routes, row)
			uses = append(uses, Use{Row: i, Calls: 1})
		}
		smallest := 7
		for bits := range 64 {
			set, size := map[*model.Permission]bool{}, 0
			for j, p := range api.Permissions {
				if bits>>j&1 == 1 {
					set[p] = true
					size++
				}
			}
			all := true
			for _, row := range api.Routes {
				all = all && used(row.Alternatives, set) != nil
			}
			if all {
				smallest = min(smallest, size)
			}
		}
		assert.Len(t, Least(api, uses, nil).Needed, smallest)
	}
}
