package yamltree_test

import (
	"fmt"

	"github.com/astrofile/astrofile/internal/yamltree"
)

func ExampleParse() {
	tree := yamltree.Parse("prod.yaml", []byte("deployment:\n  name: prod\n  queues: [a, b\n  size: 5\n  size: 6\n"))
	for _, problem := range tree.Problems {
		line, column := tree.Position(problem.Start)
		fmt.Printf("%d:%d: %s (%s)\n", line, column, problem.Message, problem.Code)
	}
	_, name := tree.Find("deployment.name")
	fmt.Println(name.Text, string(tree.Source[name.Start:name.End]))
	// Output:
	// 3:11: the "[" opened on line 3 is not closed (yaml-syntax)
	// 5:3: key "size" stands twice in one mapping with different values, first on line 4 (duplicate-key)
	// prod prod
}
