package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleKeepSecrets() {
	live := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "API_TOKEN", IsSecret: true},
		{Key: "WAREHOUSE_PASSWORD", IsSecret: true},
	}}
	file, _ := deployfile.Parse("etl.yaml", []byte(`deployment:
    environment_variables:
        - {key: LOG_LEVEL, value: info}
        - {key: WAREHOUSE_PASSWORD, is_secret: true}
        - {key: API_TOKNE, is_secret: true}
`))
	want, found := deployfile.KeepSecrets(live, file.Deployment, deployfile.SecretOptions{})
	for _, finding := range file.Locate(found) {
		fmt.Println(finding)
		if finding.Hint != "" {
			fmt.Println("  " + finding.Hint)
		}
	}
	fmt.Println(want.EnvironmentVariables)
	// Output:
	// etl.yaml:2:5: info: environment variable "API_TOKEN": the file leaves the secret out: it stays, with the value that is stored [secret-kept]
	// etl.yaml:4:12: info: environment variable "WAREHOUSE_PASSWORD": the file gives the secret no value: the stored one is kept [secret-kept]
	// etl.yaml:5:12: error: environment variable "API_TOKNE": the secret has no value, and the live Deployment has no secret of this key to keep [secret-unknown]
	//   did you mean "API_TOKEN"?
	// [LOG_LEVEL="info" WAREHOUSE_PASSWORD API_TOKNE API_TOKEN]
}

func ExampleReadEnv() {
	env, found := deployfile.ReadEnv("ci.env", []byte(`# values for continuous integration
export API_TOKEN='opal meadow' # without the quotes
GREETING="hello, ${USER}"
`))
	for _, finding := range found {
		fmt.Println(finding)
	}
	want := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "API_TOKEN", IsSecret: true},
		{Key: "GREETING"},
	}}
	want, _ = deployfile.KeepSecrets(deployfile.Deployment{}, want, deployfile.SecretOptions{Values: env.Lookup})
	fmt.Println(want.EnvironmentVariables)
	fmt.Println(*want.EnvironmentVariables[1].Value)
	// Output:
	// ci.env:3:18: info: environment variable "GREETING": ${ stays as it is written; other tools would put the value of another variable there [env-file-reference]
	// [API_TOKEN=(secret) GREETING=(hidden)]
	// hello, ${USER}
}
