package main

import (
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

func findApp(name string) (totp.App, error) {
	if name == "" {
		return totp.AnyApp(), nil
	}
	app, ok := totp.LookupApp(name)
	if !ok {
		return app, cli.Usagef("choose one of "+strings.Join(appNames(), ", "), "--app: unknown app")
	}
	return app, nil
}
