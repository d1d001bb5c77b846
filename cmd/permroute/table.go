package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// resolved reads and resolves a spec. One that is wrong is told to the user, and there is no answer.
func resolved(cmd *cobra.Command, spec string) (*model.API, error) {
	source, err := readUpTo(spec, syntax.MaxSize+1)
	if err != nil {
		return nil, err
	}
	return resolvedFrom(cmd, spec, source)
}

func resolvedFrom(cmd *cobra.Command, name string, source []byte) (*model.API, error) {
	api, err := resolve(name, source)
	var list diag.List
	if errors.As(err, &list) {
		stderr := cmd.ErrOrStderr()
		if err := diag.Render(stderr, list, source, diag.Style{Colour: coloured(stderr)}); err != nil {
			return nil, err
		}
		return nil, said(exitFailed)
	}
	return api, err
}

// resolve returns the table that a spec's text describes. Where it is wrong the error is a diag.List.
func resolve(name string, source []byte) (*model.API, error) {
	api, list := model.Load(name, source)
	return api, list.Err()
}
