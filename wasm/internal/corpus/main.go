package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/astrofile/astrofile/internal/hostile"
)

func main() {
	show := flag.String("show", "", "write only the group of this `name`, with its answers")
	size := flag.Int("hostile", 0, "write the hostile texts of this many `bytes` into the folder that follows")
	root := flag.String("root", ".", "the `folder` of the repository")
	flag.Parse()
	out := bufio.NewWriter(os.Stdout)
	err := errors.Join(run(out, *root, *show, *size, flag.Arg(0)), out.Flush())
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, root, show string, size int, dir string) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	if size > 0 {
		return writeHostile(lines, size, dir)
	}
	groups, err := groups(root)
	if err != nil {
		return err
	}
	shown := false
	for _, g := range groups {
		if show != "" && g.Name != show {
			continue
		}
		shown = true
		g.answer(show != "")
		if err := lines.Encode(g); err != nil {
			return err
		}
	}
	if !shown {
		return fmt.Errorf("there is no group %q", show)
	}
	return nil
}

// writeHostile writes each text into a file of its own and lists them as [name, file].
func writeHostile(list *json.Encoder, size int, dir string) error {
	i := 0
	for name, text := range hostile.Texts(size) {
		file := fmt.Sprintf("%02d", i)
		i++
		if err := os.WriteFile(filepath.Join(dir, file), text, 0o644); err != nil {
			return err
		}
		if err := list.Encode([2]string{name, file}); err != nil {
			return err
		}
	}
	return nil
}
