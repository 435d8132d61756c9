// Package yamltree reads YAML 1.2 and JSON into a tree that knows the exact bytes of every key and value.
//
//	tree := yamltree.Parse("prod.yaml", src)
//	for _, problem := range tree.Problems {
//		line, column := tree.Position(problem.Start)
//		fmt.Printf("%d:%d: %s\n", line, column, problem.Message)
//	}
//	if _, name := tree.Find("deployment.configuration.name"); name != nil {
//		fmt.Println(name.Text)
//	}
//
// # Errors
//
// Parse always returns a tree. What is wrong with the text stands in [Tree.Problems]; what can be read in spite of it
// stands in [Tree.Root]. After a syntax error the line at fault is read as blank, and after a tab in indentation as if
// it were spaces, so that one reading finds most of what is wrong. [Tree.Partial] says that something of the text is
// missing from the tree.
//
// # Limits
//
// Time and memory grow with the length of the text and nothing else. [MaxBytes], [MaxDepth] and [MaxNodes] limit the
// text, how deep its collections nest, and what aliases make of it. Aliases share the content of their anchor: a tree
// without a problem input-limit can be walked as if it had none.
package yamltree
