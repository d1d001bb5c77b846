// Package generated holds nothing but the commands that write the folders below it.
package generated

//go:generate go tool permroute generate ../spec/bss.yaml --out bss
//go:generate go tool permroute generate ../spec/shop.yaml --out shop
//go:generate go tool permroute schema --out ../spec/permroute.schema.json
