package main

// cryptoCuts take out of packages crypto/sha256 and crypto/hmac what no WebAssembly runs: another implementation of
// them, and a mode that only GODEBUG can choose. With them come ciphers and their tables, which test themselves when
// the program starts.
var cryptoCuts = []cut{
	{file: sha256File, old: boringImport, why: "boring.Enabled is false"},
	sha256Cut("NewSHA256()"),
	sha256Cut("NewSHA224()"),
	sha256Cut("SHA256(data)"),
	sha256Cut("SHA224(data)"),
	{file: hmacFile, old: boringImport, why: "boring.Enabled is false"},
	{file: hmacFile, old: "\t\"crypto/internal/fips140hash\"\n\t\"crypto/internal/fips140only\"\n", why: "cut below"},
	{
		file: hmacFile,
		old: `	if boring.Enabled {
		hm := boring.NewHMAC(h, key)
		if hm != nil {
			return hm
		}
		// BoringCrypto did not recognize h, so fall through to standard Go code.
	}
	h = fips140hash.UnwrapNew(h)
	if fips140only.Enforced() {
		if len(key) < 112/8 {
			panic("crypto/hmac: use of keys shorter than 112 bits is not allowed in FIPS 140-only mode")
		}
		if !fips140only.ApprovedHash(h()) {
			panic("crypto/hmac: use of hash functions other than SHA-2 or SHA-3 is not allowed in FIPS 140-only mode")
		}
	}
`,
		why: "the wrapper is that of SHA-3",
	},
}

const (
	sha256File   = "crypto/sha256/sha256.go"
	hmacFile     = "crypto/hmac/hmac.go"
	boringImport = "\t\"crypto/internal/boring\"\n"
)

func sha256Cut(call string) cut {
	return cut{file: sha256File, old: "\tif boring.Enabled {\n\t\treturn boring." + call + "\n\t}\n", why: "boring.Enabled is false"}
}
