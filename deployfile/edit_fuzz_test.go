package deployfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// flat is every value of a text by its path, those behind aliases included.
type flat map[string]string

func flatten(tree *yamltree.Tree) flat {
	all := flat{}
	all.add("", tree.Root)
	return all
}

func (all flat) add(path string, n *yamltree.Node) {
	if n == nil {
		return
	}
	for _, taken := all[path]; taken; _, taken = all[path] {
		path += "#" // a key that stands twice
	}
	switch n.Kind {
	case yamltree.Mapping:
		all[path] = "mapping"
		for _, m := range n.Members {
			all.add(string(diag.Path(path).Field(m.Key.Text)), m.Value)
		}
	case yamltree.Sequence:
		all[path] = fmt.Sprintf("list of %d", len(n.Items))
		for i, item := range n.Items {
			all.add(string(diag.Path(path).Index(i)), item)
		}
	case yamltree.Null:
		all[path] = "null"
	default:
		all[path] = fmt.Sprintf("text %q", n.Text)
	}
}

// without returns what is neither at a path nor below it.
func (all flat) without(path string) flat {
	rest := flat{}
	for p, v := range all {
		if p != path && !strings.HasPrefix(p, path+".") && !strings.HasPrefix(p, path+"[") {
			rest[p] = v
		}
	}
	return rest
}

// places returns the paths of all values that the text writes itself.
func places(tree *yamltree.Tree) []diag.Path {
	var all []diag.Path
	var walk func(n *yamltree.Node)
	walk = func(n *yamltree.Node) {
		if p, ok := tree.PathOf(n); ok && p != "" {
			all = append(all, diag.Path(p))
		}
		if n.Alias {
			return
		}
		for _, m := range n.Members {
			if !m.Merged {
				walk(m.Value)
			}
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	if tree.Root != nil {
		walk(tree.Root)
	}
	return all
}

// checkEdit states what holds for every operation, and returns the values before and after.
func checkEdit(t testing.TB, f *File, e *Edit, err error) (before, after *yamltree.Tree) {
	t.Helper()
	src := f.Source()
	made, fault := diag.Apply(src, e.Edits())
	require.NoError(t, fault)
	require.Equal(t, string(made), string(e.Bytes()))
	if err != nil {
		require.Equal(t, string(src), string(e.Bytes()), err.Error())
		return f.tree, f.tree
	}
	after = yamltree.Parse(f.Name, e.Bytes())
	require.False(t, after.Partial, "%q became %q", src, e.Bytes())
	return f.tree, after
}

func commentsOf(tree *yamltree.Tree) int { return len(tree.Comments()) }

// editSeeds are the texts of the archives and a few layouts that they lack.
func editSeeds(t testing.TB) map[string][]byte {
	seeds := map[string][]byte{}
	for _, pattern := range []string{"testdata/wild/*.txtar", "testdata/checks/*.txtar", "testdata/edits/*.txtar"} {
		for _, a := range golden.Read(t, pattern) {
			for _, name := range a.Inputs() {
				if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".json") {
					seeds[a.Name()+"/"+name] = a.Input(name)
				}
			}
		}
	}
	paths, err := filepath.Glob("testdata/inspect/*")
	require.NoError(t, err)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		seeds[filepath.Base(path)] = src
	}
	return seeds
}

func checkSet(t testing.TB, name string, src []byte, which uint, value string) (made bool) {
	f, _ := Parse(name, src)
	all := places(f.tree)
	if len(all) == 0 {
		return false
	}
	p := all[which%uint(len(all))]
	e := f.Edit()
	err := e.Set(p, value)
	before, after := checkEdit(t, f, e, err)
	if err != nil {
		if len(value) > 8 && !strings.Contains(string(p), value) {
			require.NotContains(t, err.Error(), value)
		}
		return false
	}
	_, n := after.Find(string(p))
	require.NotNil(t, n)
	require.Equal(t, yamltree.Scalar, n.Kind, "%s: %q became %q", p, src, e.Bytes())
	detail := fmt.Sprintf("%s to %q: %q became %q", p, value, src, e.Bytes())
	if _, form := readBoolean(value); form == booleanNone {
		if _, form := readInteger(value); form == integerNone {
			require.Equal(t, value, n.Text, detail)
		}
	}
	if !strings.HasPrefix(string(p), "x-") {
		require.Equal(t, flatten(before).without(string(p)), flatten(after).without(string(p)), detail)
	}
	require.Equal(t, commentsOf(before), commentsOf(after), detail)
	again, _ := Parse(name, e.Bytes())
	second := again.Edit()
	require.NoError(t, second.Set(p, value), detail)
	require.Empty(t, second.Edits(), detail)
	return len(e.Edits()) > 0
}

func checkDelete(t testing.TB, name string, src []byte, which uint) (made bool) {
	f, _ := Parse(name, src)
	all := places(f.tree)
	if len(all) == 0 {
		return false
	}
	p := all[which%uint(len(all))]
	e := f.Edit()
	err := e.Delete(p)
	before, after := checkEdit(t, f, e, err)
	if err != nil {
		return false
	}
	if strings.HasPrefix(string(p), "x-") {
		return true // aliases may repeat what it was in
	}
	detail := fmt.Sprintf("%s: %q became %q", p, src, e.Bytes())
	parent := string(p.Parent())
	if parent != "" {
		require.Equal(t, flatten(before).without(parent), flatten(after).without(parent), detail)
	}
	want, got := flatten(before), flatten(after)
	if _, mapping := after.Find(parent); mapping.Kind == yamltree.Mapping {
		if m := mapping.Member(lastStep(t, p)); m != nil {
			require.True(t, m.Merged, detail) // the key covered one that a merge brings
			return true
		}
		require.Equal(t, want.without(string(p)), got, detail)
	} else if strings.HasPrefix(want[parent], "list") {
		require.NotEqual(t, want[parent], got[parent], detail)
	}
	return true
}

func lastStep(t testing.TB, p diag.Path) string {
	steps, err := p.Steps()
	require.NoError(t, err)
	return steps[len(steps)-1].Key
}

func checkInsert(t testing.TB, name string, src []byte, which uint, text string) (made bool) {
	f, _ := Parse(name, src)
	lists := []diag.Path{
		sectionVariables.Entry("key", text), sectionQueues.Entry("name", text), sectionEmails.Element(text),
		sectionSchedules.Entry("hibernate_at", text).And("wake_at", text), remoteExecution.Field("allowed_ip_address_ranges").Element(text),
	}
	p := lists[which%uint(len(lists))]
	e := f.Edit()
	err := e.Insert(p)
	before, after := checkEdit(t, f, e, err)
	if err != nil {
		return false
	}
	detail := fmt.Sprintf("%s: %q became %q", p, src, e.Bytes())
	home := string(p[:strings.IndexByte(string(p), '[')])
	want, got := flatten(before), flatten(after)
	require.Equal(t, commentsOf(before), commentsOf(after), detail)
	for path, value := range want {
		if value != "null" && !strings.HasPrefix(value, "list") {
			require.Equal(t, value, got[path], detail)
		}
	}
	_, n := after.Find(home)
	require.NotNil(t, n, detail)
	_, old := before.Find(home)
	if old != nil {
		require.Len(t, n.Items, len(old.Items)+1, detail)
	}
	require.ErrorContains(t, e.Insert(p), "is there already")
	require.NoError(t, e.Delete(p), detail)
	return true
}

func FuzzEditSet(f *testing.F) {
	for name, src := range editSeeds(f) {
		f.Add(strings.HasSuffix(name, ".json"), src, uint(len(src)), "hunter2 # x")
		f.Add(strings.HasSuffix(name, ".json"), src, uint(3), "line\nline two\n")
	}
	f.Fuzz(func(t *testing.T, isJSON bool, src []byte, which uint, value string) {
		if len(src) < 4000 {
			checkSet(t, fuzzName(isJSON), src, which, value)
		}
	})
}

func FuzzEditEntries(f *testing.F) {
	for name, src := range editSeeds(f) {
		f.Add(strings.HasSuffix(name, ".json"), src, uint(len(src)), "ops: \"x\"")
	}
	f.Fuzz(func(t *testing.T, isJSON bool, src []byte, which uint, text string) {
		if len(src) < 4000 && !strings.Contains(string(src), "\ufeff") {
			checkInsert(t, fuzzName(isJSON), src, which, text)
			checkDelete(t, fuzzName(isJSON), src, which)
		}
	})
}

func fuzzName(isJSON bool) string {
	if isJSON {
		return "x.json"
	}
	return "x.yaml"
}

// TestEditEverywhere makes every edit at every place of every archive.
func TestEditEverywhere(t *testing.T) {
	values := []string{"plain", "5", "true", "a: b # c", "two\nlines", " x", "it's \"q\""}
	sets, deletes, inserts := 0, 0, 0
	for name, src := range editSeeds(t) {
		if len(src) > 20_000 {
			continue
		}
		f, _ := Parse(name, src)
		for which := range uint(min(len(places(f.tree)), 5)) {
			if checkSet(t, name, src, which, values[which%uint(len(values))]) {
				sets++
			}
			if checkDelete(t, name, src, which) {
				deletes++
			}
		}
		for which := range uint(5) {
			if checkInsert(t, name, src, which, "new one") {
				inserts++
			}
		}
	}
	t.Logf("%d values set, %d deleted, %d inserted", sets, deletes, inserts)
	require.Greater(t, sets, 1000)
	require.Greater(t, deletes, 1000)
	require.Greater(t, inserts, 300)
}
