package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
)

// The flags that say what a caller holds, with haveFlag.
const (
	roleFlag   = "role"
	scopeFlag  = "scope"
	policyFlag = "policy"
)

// addCallerFlags gives a command the flags that say what a caller holds.
func addCallerFlags(cmd *cobra.Command) {
	addHaveFlag(cmd)
	cmd.Flags().StringArray(roleFlag, nil, "`roles` of the caller, separated by commas")
	cmd.Flags().StringArray(scopeFlag, nil, "the `scope` of the caller's token: codes separated by blanks")
	cmd.Flags().StringArray(policyFlag, nil, "a `file` with an IAM policy of the caller, or - for standard input")
	complete(cmd, roleFlag, completeRoles)
}

// A caller is what the flags say that one holds.
type caller struct {
	held    grants.Holding
	asked   bool     // there was a flag
	unknown []string // codes and patterns that the table does not declare
}

// caller reads the flags that say what a caller holds. What is not honoured of the policies goes to standard error.
func (in *input) caller(cmd *cobra.Command, api *model.API) (*caller, error) {
	codes, err := in.have(cmd, api)
	if err != nil {
		return nil, err
	}
	c := &caller{}
	for _, flag := range []string{haveFlag, roleFlag, scopeFlag, policyFlag} {
		c.asked = c.asked || cmd.Flags().Changed(flag)
	}
	c.held, c.unknown = api.Grants.Grants(codes)
	roles, err := cmd.Flags().GetStringArray(roleFlag)
	if err != nil {
		return nil, err
	}
	for _, list := range roles {
		for name := range strings.SplitSeq(list, ",") {
			role, err := roleNamed(api, strings.TrimSpace(name))
			if err != nil {
				return nil, err
			}
			c.held = c.held.Union(role.Holding)
		}
	}
	scopes, err := cmd.Flags().GetStringArray(scopeFlag)
	if err != nil {
		return nil, err
	}
	for _, scope := range scopes {
		held, unknown := api.Grants.Scope(scope)
		c.held, c.unknown = c.held.Union(held), append(c.unknown, unknown...)
	}
	held, err := in.policies(cmd, api)
	c.held = c.held.Union(held)
	return c, err
}

// roleNamed returns the role of that name.
func roleNamed(api *model.API, name string) (*model.Role, error) {
	if role := api.Role(name); role != nil {
		return role, nil
	}
	var names []string
	for _, r := range api.Roles {
		names = append(names, r.Name)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("--%s %s: the table has no roles", roleFlag, diag.Quote(name))
	}
	return nil, oneOf("--"+roleFlag, name, names)
}

// policies returns what the policies of the flag grant together.
func (in *input) policies(cmd *cobra.Command, api *model.API) (grants.Holding, error) {
	files, err := cmd.Flags().GetStringArray(policyFlag)
	if err != nil {
		return nil, err
	}
	var documents []grants.Document
	for _, file := range files {
		name, data, err := in.read(file, mostHave)
		if err != nil {
			return nil, err
		}
		documents = append(documents, grants.Document{Name: name, Data: data})
	}
	held, list := api.Grants.Policies(documents...)
	for _, d := range list {
		if _, err := fmt.Fprintln(cmd.ErrOrStderr(), d.String()); err != nil {
			return nil, err
		}
	}
	return held, nil
}

// completeRoles completes the roles of the spec.
func completeRoles(cmd *cobra.Command, args []string, _ string) (names []string) {
	if api := specOf(cmd, args); api != nil {
		for _, r := range api.Roles {
			names = append(names, r.Name)
		}
	}
	return names
}
