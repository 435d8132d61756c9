package astroruntime

// Features are the abilities of the platform that need a certain version.
type Features struct {
	AstroExecutor      bool // Airflow 3; the only executor of Remote Execution
	RemoteExecution    bool // Airflow 3
	DagRoles           bool // roles on single Dags: 3.1-12
	KubernetesExecutor bool // 8.1.0
}

var (
	dagRolesSince           = Version{form: newForm, major: 3, minor: 1, patch: 12}
	kubernetesExecutorSince = Version{form: oldForm, major: 8, minor: 1}
)

// Features returns what v can do. It is a matter of order alone, so it answers for versions that are not in the table;
// the zero Version can do nothing.
func (v Version) Features() Features {
	v = v.WithoutSuffix()
	airflow3 := v.AirflowMajor() >= 3
	return Features{
		AstroExecutor:      airflow3,
		RemoteExecution:    airflow3,
		DagRoles:           Compare(v, dagRolesSince) >= 0,
		KubernetesExecutor: Compare(v, kubernetesExecutorSince) >= 0,
	}
}
