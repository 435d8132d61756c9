// Package schema has the JSON Schema of Astro Deployment files, and the facts that editors show about them.
//
//	document, err := schema.For(deployfile.ModeCreate, schema.WithWorkspaces("Data Platform", "Machine Learning"))
//	if err != nil {
//		return err
//	}
//	return os.WriteFile("astro-deployment.schema.json", document, 0o644)
//
// # Documents
//
// There is one document for each [deployfile.Mode]. They are draft-07, which is what editors understand, refer to
// nothing outside of themselves, and accept what the validator accepts; what only a validator can tell (values that
// have to fit each other, syntax) they leave to it. One notation is too much for them: memory and storage written 1e9
// without quotes reach a schema as a number, and a number without a unit is refused. [Document] returns them as they are.
//
// # Tailored documents
//
// [For] writes the names of an Organization into a document, so that editors complete Workspaces, clusters, node pools
// and Runtime versions that exist and mark others; a platform team can also limit worker types and demand environment
// variables. The names can come from a file: see [ReadOrganization]. [Modeline] is the comment that makes an editor use
// the result; [WithModeline] and [ModelineOf] keep it in a text that is written anew.
//
// # Editors that embed this module
//
// [Describe] has what a hover shows about a key, [DescribeAt] about the word under the cursor, [Complete] what may be
// written there. They need no schema and no editor protocol; their results are plain values with JSON tags. The last two
// work in texts that are half-written. Complete never offers what is deprecated or does not fit the deployment type and
// the executor.
//
// Nothing here does input or output, and no input makes a panic.
package schema
