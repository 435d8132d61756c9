package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const liveExample = `deployment:
  configuration:
    name: etl-prod
    runtime_version: "3.1-2"
    executor: KUBERNETES
    scheduler_size: SMALL
    workspace_name: Data
    deployment_type: STANDARD
    cloud_provider: AWS
    region: us-east-1
  environment_variables:
    - key: DB_URL
      is_secret: true
      value: postgres://etl:secret@db/etl
`

func ExampleTemplate() {
	file, _ := deployfile.Parse("prod.yaml", []byte(liveExample))
	text, err := deployfile.Marshal(deployfile.Template(file.Deployment), deployfile.SyntaxYAML)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
	// Output:
	// deployment:
	//     environment_variables:
	//         - is_secret: true
	//           key: DB_URL
	//           value: null
	//     configuration:
	//         name: ""
	//         description: ""
	//         runtime_version: 3.1-2
	//         scheduler_size: SMALL
	//         executor: KUBERNETES
	//         workspace_name: Data
	//         deployment_type: STANDARD
	//         cloud_provider: AWS
	//         region: us-east-1
	//         workload_identity: ""
}

func ExampleInstantiate() {
	file, _ := deployfile.Parse("prod.yaml", []byte(liveExample))
	template := deployfile.Template(file.Deployment)

	_, found := deployfile.Instantiate(template, deployfile.InstantiateOptions{
		Set: []deployfile.Override{{Path: "deployment.configuration.regon", Value: "eu-west-1"}},
	})
	for _, d := range found {
		if d.Severity == diag.SeverityError {
			fmt.Println(d)
		}
	}

	dev, found := deployfile.Instantiate(template, deployfile.InstantiateOptions{
		Name:   "etl-dev",
		Set:    []deployfile.Override{{Path: "deployment.configuration.region", Value: "eu-west-1"}},
		Values: func(key string) (string, bool) { return "postgres://etl:other@dev/etl", key == "DB_URL" },
	})
	fmt.Println(dev.Configuration.Name, dev.Configuration.Region, dev.EnvironmentVariables, found.Err())
	// Output:
	// deployment.configuration.name: error: name is missing: the file looks like a template [name-missing]
	// deployment.configuration.regon: error: override: unknown field "regon" in deployment.configuration [unknown-field]
	// deployment.environment_variables[0].value: error: environment variable "DB_URL": no value is given for the secret, and a new Deployment has no stored one to keep [secret-value-missing]
	// etl-dev eu-west-1 [DB_URL=(secret)] <nil>
}
