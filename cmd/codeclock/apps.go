package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

func bindApp(f *pflag.FlagSet, app *string) {
	f.Var(cli.NewName(app, appNames), "app", "the authenticator `app`: "+strings.Join(appNames(), ", "))
}

func appNames() []string {
	var names []string
	for _, a := range totp.Apps() {
		names = append(names, a.ID)
	}
	return append(names, totp.Token().ID, totp.AnyApp().ID)
}

// appHint says which app was likely meant, or lists all.
func appHint(name string) string {
	if like := cli.Nearest(strings.ToLower(name), appNames()); like != "" {
		return fmt.Sprintf("did you mean --app %s?", like)
	}
	return "choose one of " + strings.Join(appNames(), ", ")
}

func findApp(name string) (totp.App, error) {
	if name == "" {
		return totp.AnyApp(), nil
	}
	app, ok := totp.LookupApp(name)
	if !ok {
		return app, cli.Usagef(appHint(name), "--app: unknown app")
	}
	return app, nil
}
