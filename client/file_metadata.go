package client

import "github.com/astrofile/astrofile/deployfile"

// notApplicable is what inspect writes for what the type of a Deployment does not have.
const notApplicable = "N/A"

func (d Deployment) fileMetadata() *deployfile.Metadata {
	m := &deployfile.Metadata{
		DeploymentID:   d.ID,
		WorkspaceID:    d.WorkspaceID,
		ClusterID:      d.ClusterID,
		ReleaseName:    notApplicable,
		AirflowVersion: d.AirflowVersion,
		CurrentTag:     d.ImageTag,
		Status:         string(d.Status),
		CreatedAt:      fileTime(d.CreatedAt),
		UpdatedAt:      fileTime(d.UpdatedAt),
		DeploymentURL:  schemeless(d.UIURL),
		WebserverURL:   schemeless(d.WebServerURL),
		AirflowAPIURL:  schemeless(d.WebServerAirflowAPIURL),
	}
	if d.Type == DeploymentTypeStandard {
		m.ClusterID = notApplicable
	}
	if d.Type == DeploymentTypeHybrid {
		m.ReleaseName = d.Namespace
	}
	if o := d.activeOverride(); o != nil {
		m.HibernationOverride = &deployfile.HibernationOverride{IsHibernating: new(*o.IsHibernating), OverrideUntil: fileTime(o.OverrideUntil)}
	}
	return m
}

// activeOverride returns the hibernation override in force, or nil.
func (d Deployment) activeOverride() *HibernationOverride {
	if !d.IsDevelopmentMode || d.ScalingSpec == nil || d.ScalingSpec.HibernationSpec == nil {
		return nil
	}
	o := d.ScalingSpec.HibernationSpec.Override
	if o == nil || !o.IsActive || o.IsHibernating == nil {
		return nil
	}
	return o
}
