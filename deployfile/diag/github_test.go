package diag_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestGitHub(t *testing.T) {
	place := func(line, column, endLine, endColumn int) *diag.Range {
		return &diag.Range{Start: diag.Position{Line: line, Column: column}, End: diag.Position{Line: endLine, Column: endColumn}}
	}
	for _, test := range []struct {
		name, want string
		d          diag.Diagnostic
	}{
		{
			"all", "::error file=prod.yaml,line=9,endLine=9,col=7,endColumn=21,title=unknown-field::" +
				`worker queue "default": unknown field "min_worker_cont"%0Adid you mean "min_worker_count"?`, queueFindings(t)[0],
		},
		{"no place", "::warning file=a.yaml,title=c::m", diag.Diagnostic{Severity: diag.SeverityWarning, File: "a.yaml", Code: "c", Message: "m"}},
		{"nothing but a message", "::notice::m", diag.Diagnostic{Message: "m"}},
		{"info", "::notice::m", diag.Diagnostic{Severity: diag.SeverityInfo, Message: "m"}},
		{
			"escapes", "::error file=a%3A%2C%25.yaml,title=c%0D::100%25: a, b%0D%0A::error::c␛",
			diag.Diagnostic{Severity: diag.SeverityError, File: "a:,%.yaml", Code: "c\r", Message: "100%: a, b\r\n::error::c\x1b"},
		},
		{"several lines have no columns", "::notice line=2,endLine=4::", diag.Diagnostic{Range: place(2, 3, 4, 5)}},
		{"whole lines", "::notice line=2,endLine=3::", diag.Diagnostic{Range: place(2, 1, 4, 1)}},
		{"a whole line", "::notice line=2,endLine=2,col=1,endColumn=1::", diag.Diagnostic{Range: place(2, 1, 3, 1)}},
		{"empty", "::notice line=2,endLine=2,col=3,endColumn=3::", diag.Diagnostic{Range: place(2, 3, 2, 3)}},
		{"without an end", "::notice line=2,endLine=2,col=3,endColumn=3::", diag.Diagnostic{Range: place(2, 3, 0, 0)}},
		{"without lines", "::notice::", diag.Diagnostic{Range: &diag.Range{}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want+"\n", github(t, diag.List{test.d}))
		})
	}
	assert.Empty(t, github(t, severities("xx")), "ignored findings")
	assert.Equal(t, "::error file=a.yaml::0\n::notice file=a.yaml::2\n", github(t, severities("exi")))
}
