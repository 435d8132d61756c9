package spec

var alertFields = []Field{
	{
		Path: "deployment.alert_emails[]", Type: Text,
		Kinds: AnyKind, Executors: AnyExecutor, RequiredCreate: AnyKind, RequiredUpdate: AnyKind,
		Omitted: Fails, Empty: Fails,
		Title: "E-mail address", Example: "oncall@example.com",
		Doc: "A bare e-mail address without a display name.",
		URL: referencePage + "#deploymentalert_emails",
	},
}

var hibernationFields = []Field{
	{
		Path: "deployment.hibernation_schedules[].hibernate_at", Go: "HibernationSchedule.HibernateAt", Type: Cron,
		Kinds: Hosted, Executors: AnyExecutor, RequiredCreate: Hosted, RequiredUpdate: Hosted,
		Omitted: Fails, Empty: Fails, API: "hibernateAtCron",
		Title: "Hibernate at", Example: "0 18 * * 1-5",
		Doc: "When the Deployment goes to sleep, as a cron expression of five fields in UTC.",
		URL: hibernationPage,
	},
	{
		Path: "deployment.hibernation_schedules[].wake_at", Go: "HibernationSchedule.WakeAt", Type: Cron,
		Kinds: Hosted, Executors: AnyExecutor, RequiredCreate: Hosted, RequiredUpdate: Hosted,
		Omitted: Fails, Empty: Fails, API: "wakeAtCron",
		Title: "Wake at", Example: "0 6 * * 1-5",
		Doc: "When the Deployment wakes up again, as a cron expression of five fields in UTC.",
		URL: hibernationPage,
	},
	{
		Path: "deployment.hibernation_schedules[].description", Go: "HibernationSchedule.Description", Type: Text,
		Kinds: Hosted, Executors: AnyExecutor,
		Omitted: Cleared, Empty: Cleared, MaxLength: 200, API: "description",
		Title: "Description", Example: "Nights of working days",
		Doc: "What the schedule is for, in words.",
		URL: hibernationPage,
	},
	{
		Path: "deployment.hibernation_schedules[].enabled", Go: "HibernationSchedule.Enabled", Type: Boolean,
		Kinds: Hosted, Executors: AnyExecutor,
		Default: "false", Omitted: Reset, ResetTo: "false", API: "isEnabled",
		Title: "Enabled", Example: "true",
		Doc: "Whether the schedule is in force; a schedule without it is not, which is how inspect writes a disabled one.",
		URL: hibernationPage,
	},
}
