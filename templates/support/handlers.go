package support

import "github.com/permroute/permroute/templates/handlers"

// Generated packages have the declarations of package handlers among their own. Here these names stand for them.
type (
	comparedRow     = handlers.Row
	comparedHandler = handlers.Handler
	comparedGap     = handlers.Gap
)

const (
	gapNoRow      = handlers.NoRow
	gapNoHandler  = handlers.NoHandler
	gapBroader    = handlers.Broader
	gapFinalSlash = handlers.FinalSlash
	gapUnread     = handlers.Unread
)

func compareHandlers(rows []comparedRow, all []comparedHandler, asked func(method, path string) (row int, open bool)) []comparedGap {
	return handlers.Compare(rows, all, asked)
}

func rowOfHandler(rows []comparedRow, h comparedHandler) int { return handlers.RowOf(rows, h) }
