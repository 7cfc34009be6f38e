package phonepage

import (
	"embed"
	"net/http"
	"path"
)

//go:embed page/index.html page/app.css page/app.js page/icon.svg
var files embed.FS

// servePage answers with one of the page's files, or what it can ask for besides.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request, at place) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, r, http.StatusMethodNotAllowed)
		return
	}
	name := at.rest
	if name == "/" {
		name = "/index.html"
	}
	body, err := files.ReadFile("page" + name)
	if err != nil && s.options.Link != nil {
		body = s.extra(r, at)
	}
	if body == nil {
		s.refuse(w, r, http.StatusNotFound)
		return
	}
	if name == "/index.html" {
		body = []byte(s.document(r, string(body)))
		s.count(Page, http.StatusOK)
	}
	w.Header().Set("Content-Type", contentType(name))
	w.Write(body)
}

// contentType says it without asking this computer's tables, which may differ.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".png":
		return "image/png"
	case ".js":
		return "text/javascript; charset=utf-8"
	}
	return "image/svg+xml"
}
