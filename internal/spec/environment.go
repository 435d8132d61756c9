package spec

var environmentFields = []Field{
	{
		Path: "deployment.environment_variables[].is_secret", Go: "EnvironmentVariable.IsSecret", Type: Boolean,
		Kinds: AnyKind, Executors: AnyExecutor,
		Default: "false", Omitted: Reset, ResetTo: "false", AlwaysWrite: true, API: "isSecret",
		Title: "Secret", Example: "true",
		Doc: "Whether the value is hidden once it is stored, so that nobody can read it back.",
		URL: variablesPage,
	},
	{
		Path: "deployment.environment_variables[].key", Go: "EnvironmentVariable.Key", Type: Text,
		Kinds: AnyKind, Executors: AnyExecutor, RequiredCreate: AnyKind, RequiredUpdate: AnyKind,
		Omitted: Fails, Empty: Fails,
		Pattern: PatternEnvKeyLegal, Style: PatternEnvKey, AlwaysWrite: true, API: "key",
		Title: "Key", Example: "S3_BUCKET",
		Doc: "The name of the variable, unique in the Deployment.",
		URL: variablesPage,
	},
	{
		Path: "deployment.environment_variables[].updated_at", Go: "EnvironmentVariable.UpdatedAt", Type: Text,
		Status: OutputOnly,
		Kinds:  AnyKind, Executors: AnyExecutor, API: "updatedAt",
		Title: "Updated at", Example: "2026-03-01T09:30:00Z",
		Doc: "When the variable last changed, as inspect reports it.",
		URL: referencePage + "#deploymentenvironment_variables",
	},
	{
		Path: "deployment.environment_variables[].value", Go: "EnvironmentVariable.Value", Type: Text,
		Kinds: AnyKind, Executors: AnyExecutor, RequiredCreate: AnyKind,
		Omitted: Fails, Empty: Cleared, AlwaysWrite: true, API: "value",
		Title: "Value", Example: "analytics-prod",
		Doc:  "The value of the variable; null keeps the stored value of a secret.",
		Note: "Only a variable that is not secret needs a value on update, and an empty value of a secret is refused there.",
		URL:  variablesPage,
	},
}
