package deployfile

// mergeRules are the findings of [KeepSecrets] that no rule about a file alone can have. A comment cannot silence what
// happens to a secret.
var mergeRules = []rule{
	{code: CodeSecretKept, level: onUpdate(notice), needs: mustStay,
		summary: "A secret environment variable has no value in the file, and keeps the one that is stored."},
	{code: CodeSecretSet, level: onUpdate(notice), needs: mustStay,
		summary: "A value that is not shown is set: that of a secret environment variable, or one from outside the file."},
	{code: CodeSecretDeleted, level: onUpdate(warning), needs: mustStay,
		summary: "A secret environment variable is deleted, as the caller asks."},
	{code: CodeSecretOption, level: onUpdate(failure), needs: mustStay,
		summary: "The caller asks something for a secret environment variable that does not exist, or that contradicts the file."},
}

// envFileRules are the findings of [ReadEnv] that a Deployment file cannot have.
var envFileRules = []rule{
	{code: CodeEnvFileSyntax, level: always(failure), needs: mustStay,
		summary: "A line of an .env file cannot be read in the same way by all tools."},
	{code: CodeEnvFileReference, level: always(notice), needs: mustStay,
		summary: "A value in an .env file refers to another variable, which stays as it is written."},
}
