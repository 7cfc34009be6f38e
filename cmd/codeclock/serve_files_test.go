package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"
)

// serveFile returns a file of testdata/serve, which people copy to their machines.
func serveFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "testdata", "serve", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// parsed fails where serve would not take a command line that the files have.
func parsed(t *testing.T, args []string) {
	t.Helper()
	w := newWorld()
	c := newServe(&w.env)
	if err := c.ParseFlags(args); err != nil {
		t.Errorf("%q: %v", args, err)
	}
}

func TestServeUnit(t *testing.T) {
	unit := serveFile(t, "codeclock-serve.service")
	args := strings.Fields(setting(t, unit, "ExecStart"))
	if args[0] != installed || args[1] != "serve" {
		t.Fatalf("it starts %q", args)
	}
	parsed(t, args[2:])
	analyze := realPart(t, "systemd-analyze")
	path := filepath.Join(t.TempDir(), "codeclock-serve.service")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(unit, installed, program(t))), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := runReal(t, "", analyze, "verify", "--man=no", path); got.status != 0 || strings.Contains(got.output, "codeclock") {
		t.Errorf("systemd-analyze verify: %d\n%s", got.status, got.output)
	}
}

func TestServeKubernetes(t *testing.T) {
	docs := strings.Split(serveFile(t, "kubernetes.yml"), "\n---\n")
	var deployment struct {
		Kind string
		Spec struct {
			Replicas int
			Template struct {
				Spec struct {
					Containers []struct{ Args []string }
				}
			}
		}
	}
	if err := yaml.Unmarshal([]byte(docs[0]), &deployment); err != nil || deployment.Kind != "Deployment" || deployment.Spec.Replicas != 2 {
		t.Fatalf("%+v, %v", deployment, err)
	}
	parsed(t, deployment.Spec.Template.Spec.Containers[0].Args)
	for _, doc := range docs[1:] {
		var any map[string]interface{}
		if err := yaml.Unmarshal([]byte(doc), &any); err != nil || any["kind"] == nil {
			t.Errorf("%v in\n%s", err, doc)
		}
	}
}

// nginx takes the block that people copy, but for the certificate's place.
func TestServeNginxBlock(t *testing.T) {
	nginx := realPart(t, "nginx")
	dir := t.TempDir()
	writeCertificate(t, dir)
	block := strings.NewReplacer("/etc/ssl/clock.example.com.pem", dir+"/cert.pem", "/etc/ssl/private/clock.example.com.key", dir+"/key.pem",
		"listen 443", "listen 127.0.0.1:"+freeTCP(t)).Replace(serveFile(t, "nginx.conf"))
	config := "pid " + dir + "/pid;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;\n" + block + "}\n"
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runReal(t, "", nginx, "-t", "-q", "-e", "stderr", "-p", dir, "-c", path); got.status != 0 {
		t.Errorf("nginx -t: %d\n%s", got.status, got.output)
	}
}
