package client_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

const previewSource = "clmh57jtm000008lb58fe2wmv"

func TestPreviewNameVectors(t *testing.T) {
	const long = "feature/very-long-branch-name-that-never-seems-to-end-and-goes-on-and-on"
	for _, tc := range []struct {
		label, ref, repo string
		max              int
		want             string
	}{
		{"etl", "feature/x", "", 0, "etl-feature-x-vgz3cltc"},
		{"etl", "refs/heads/feature/x", "", 63, "etl-feature-x-vgz3cltc"},
		{"etl", "fix/x", "", 0, "etl-fix-x-7phghjiy"},
		{"etl", "refs/tags/x", "", 0, "etl-x-jcmbxyas"},
		{"etl", "x", "", 0, "etl-x-x2hdmhyl"},
		{"etl", "Feature/X", "", 0, "etl-feature-x-odla66jn"},
		{"My Prod Deployment", long, "", 0, "my-prod-deployment-feature-very-long-branch-name-that-2totjjuo"},
		{"My Prod Deployment", long + "-2", "", 0, "my-prod-deployment-feature-very-long-branch-name-that-6imz7dbn"},
		{"etl", "fix/a&b|c", "", 0, "etl-fix-a-b-c-gyoiaknl"},
		{"etl", "日本語", "", 0, "etl-x-mj3muqpa"},
		{"etl", "feature/x", "acme/fork", 0, "etl-feature-x-a7m43zww"},
		{"etl", "feature/x", "Acme/Fork", 0, "etl-feature-x-a7m43zww"},
		{"My Prod Deployment", "feature/very-long-branch-name", "", 24, "my-prod-feature-rfgjjjyg"},
	} {
		t.Run(tc.want+tc.repo, func(t *testing.T) {
			k := client.PreviewKey{Source: previewSource, Repository: tc.repo, Ref: tc.ref}
			got, err := client.PreviewName(k, client.PreviewNameOptions{Label: tc.label, Max: tc.max})
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestPreviewNameOfHostileRefs(t *testing.T) {
	seen := map[string]string{}
	for _, ref := range []string{
		"a&b", "a|b", `a"b`, "a'b", "a`b`", "$(reboot)", "a;b", "a b", "../../x", "ünï", "\xff\xfe", "refs/notes/x", "-", "--",
		strings.Repeat("a", 1000), strings.Repeat("a", 999) + "b", strings.Repeat("日", 1000),
	} {
		got, err := client.PreviewName(client.PreviewKey{Source: previewSource, Ref: ref}, client.PreviewNameOptions{Label: "etl"})
		require.NoError(t, err, ref)
		assert.Regexp(t, `^etl-[a-z0-9]+(-[a-z0-9]+)*-[a-z2-7]{8}$`, got)
		assert.LessOrEqual(t, len(got), 63)
		assert.Empty(t, seen[got], "%q has the name of %q", shortRef(ref), shortRef(seen[got]))
		seen[got] = ref
	}
}

func TestPreviewNameRefusals(t *testing.T) {
	for name, tc := range map[string]struct {
		key  client.PreviewKey
		max  int
		want string
	}{
		"no ref":         {client.PreviewKey{Source: "s"}, 0, "the ref of the preview is empty"},
		"no branch":      {client.PreviewKey{Source: "s", Ref: "refs/heads/"}, 0, "the ref of the preview is empty"},
		"no tag":         {client.PreviewKey{Source: "s", Ref: "refs/tags/"}, 0, "the ref of the preview is empty"},
		"no source":      {client.PreviewKey{Ref: "x"}, 0, "has no source"},
		"line break":     {client.PreviewKey{Source: "s", Ref: "a\nb"}, 0, `the ref of the preview, "a\nb", holds a control character`},
		"separator":      {client.PreviewKey{Source: "s\x00", Ref: "a"}, 0, "the source of the preview"},
		"other control":  {client.PreviewKey{Source: "s", Repository: "a/b\u0085", Ref: "a"}, 0, "the repository of the preview"},
		"pull request":   {client.PreviewKey{Source: "s", Ref: "refs/pull/7/merge"}, 0, "give the head branch"},
		"merge request":  {client.PreviewKey{Source: "s", Ref: "refs/merge-requests/7/head"}, 0, "give the head branch"},
		"digest":         {client.PreviewKey{Source: "sha256:00", Ref: "a"}, 0, "the source of the preview is a digest"},
		"short maximum":  {client.PreviewKey{Source: "s", Ref: "a"}, 23, "from 24 to 500"},
		"long maximum":   {client.PreviewKey{Source: "s", Ref: "a"}, 501, "from 24 to 500"},
		"below nothing":  {client.PreviewKey{Source: "s", Ref: "a"}, -1, "from 24 to 500"},
		"very long line": {client.PreviewKey{Source: "s", Ref: strings.Repeat("x", 5000) + "\n"}, 0, "control character"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := client.PreviewName(tc.key, client.PreviewNameOptions{Max: tc.max})
			require.ErrorIs(t, err, client.ErrInvalid)
			require.ErrorContains(t, err, tc.want)
			assert.Less(t, len(err.Error()), 400)
		})
	}
}

func FuzzPreviewName(f *testing.F) {
	f.Add("s", "", "feature/x", "etl", 0, "s", "", "refs/heads/feature/x")
	f.Add("s", "a/b", "refs/tags/x", "My Prod", 24, "s", "", "x")
	f.Add("s", "", "a&b|c", "日本語", 500, "s", "a", "b&b|c")
	f.Fuzz(func(t *testing.T, source, repo, ref, label string, longest int, source2, repo2, ref2 string) {
		k := client.PreviewKey{Source: source, Repository: repo, Ref: ref}
		o := client.PreviewNameOptions{Label: label, Max: longest}
		name, err := client.PreviewName(k, o)
		if err != nil {
			return
		}
		again, err := client.PreviewName(k, o)
		require.NoError(t, err)
		assert.Equal(t, name, again)
		limit := longest
		if limit == 0 {
			limit = 63
		}
		assert.LessOrEqual(t, len(name), limit)
		assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*-[a-z2-7]{8}$`, name)
		other, err := client.PreviewName(client.PreviewKey{Source: source2, Repository: repo2, Ref: ref2}, o)
		if err != nil {
			return
		}
		lower, lower2 := strings.ToLower(repo), strings.ToLower(repo2)
		same := source == source2 && lower == lower2 && fullRef(ref) == fullRef(ref2)
		assert.Equal(t, same, nameHash(name) == nameHash(other), "%q and %q", name, other)
	})
}

func fullRef(ref string) string {
	if strings.HasPrefix(ref, "refs/") {
		return ref
	}
	return "refs/heads/" + ref
}

func nameHash(name string) string { return name[len(name)-8:] }

func shortRef(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

func BenchmarkPreviewName(b *testing.B) {
	k := client.PreviewKey{Source: previewSource, Repository: "acme/etl", Ref: "refs/heads/feature/very-long-branch-name-that-never-seems-to-end"}
	for b.Loop() {
		if _, err := client.PreviewName(k, client.PreviewNameOptions{Label: "My Prod Deployment"}); err != nil {
			b.Fatal(err)
		}
	}
}

func ExamplePreviewName() {
	key := client.PreviewKey{Source: "clmh57jtm000008lb58fe2wmv", Ref: "feature/x"}
	name, err := client.PreviewName(key, client.PreviewNameOptions{Label: "etl"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(name)
	// Output: etl-feature-x-vgz3cltc
}
