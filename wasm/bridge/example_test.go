package bridge_test

import (
	"fmt"

	"github.com/astrofile/astrofile/wasm/bridge"
)

func ExampleAnswer() {
	request := bridge.Request{Op: "set", Source: []byte("deployment:\n  configuration:\n    scheduler_size: SMALL # for now\n")}
	for name, value := range map[string]string{
		"name": "etl.yaml", "path": "deployment.configuration.scheduler_size", "value": "LARGE",
	} {
		if err := request.Set(name, value); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Printf("%s\n", bridge.Answer(request))
	// Output:
	// {"version":1,"file":"etl.yaml","mode":"any","valid":true,"counts":{"error":0,"warning":0,"info":0},"diagnostics":[],"text":"deployment:\n  configuration:\n    scheduler_size: LARGE # for now\n","edits":[{"start":49,"end":54,"text":"LARGE"}]}
}

func ExampleRequest_Set() {
	var request bridge.Request
	fmt.Println(request.Set("mode", "delete"))
	fmt.Println(request.Set("offset", "-1"))
	// Output:
	// unknown mode "delete": it is any, create, update or template
	// the option offset is "-1": it is a number of bytes, from 0
}
