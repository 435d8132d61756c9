package deployfile

import "slices"

// Template returns what other Deployments can be made from: d without its name, its description and everything that
// belongs to the one Deployment that it is. It is what inspect --template of the official CLI gives, except that secret
// environment variables stay, as keys without a value: applied to an existing Deployment, a template deletes none. Worker
// queues that the executor cannot have are left out, and so are the values of variables that came from outside the file.
//
// [Instantiate] is the way back. The input is not changed.
func Template(d Deployment) Deployment {
	c := newCheck(&d, nil, ValidateOptions{Mode: ModeTemplate})
	t := d.clone()
	t.Metadata = nil
	t.Configuration.Name = ""
	t.Configuration.Description = new("") // inspect writes it even when empty
	for i := range t.EnvironmentVariables {
		v := &t.EnvironmentVariables[i]
		v.UpdatedAt = ""
		if v.confidential() {
			v.Value, v.hidden = nil, false
		}
	}
	for i := range t.WorkerQueues {
		t.WorkerQueues[i].PodCPU, t.WorkerQueues[i].PodRAM = "", ""
	}
	if len(t.WorkerQueues) > 0 && c.executor.is(ExecutorKubernetes) && c.kind.known { // else they may be the only sign of the deployment type
		if c.kind.is(KindHybrid) && t.Configuration.DefaultWorkerType == "" {
			t.Configuration.DefaultWorkerType = taskPodNodes(t.WorkerQueues)
		}
		t.WorkerQueues = []WorkerQueue{}
	}
	return t
}

// taskPodNodes returns the worker type that queues of the Kubernetes executor stand for: that of the default queue.
func taskPodNodes(queues []WorkerQueue) string {
	for i := range queues {
		if queues[i].Name == defaultQueue || len(queues) == 1 {
			return queues[i].WorkerType
		}
	}
	return ""
}

// clone returns a copy whose lists and mappings can be changed without changing d.
func (d Deployment) clone() Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	d.WorkerQueues = slices.Clone(d.WorkerQueues)
	d.AlertEmails = slices.Clone(d.AlertEmails)
	d.HibernationSchedules = slices.Clone(d.HibernationSchedules)
	if r := d.Configuration.RemoteExecution; r != nil {
		block := *r
		block.AllowedIPAddressRanges = slices.Clone(r.AllowedIPAddressRanges)
		d.Configuration.RemoteExecution = &block
	}
	return d
}
