package formats

import "bytes"

// s3 is the server access log of Amazon S3.
func s3() Format {
	return Format{
		Name:  "s3",
		About: "server access logs of Amazon S3",
		By:    []string{"user", "address"},
		Sample: Sample{
			Log: s3Line("arn:aws:iam::111122223333:user/ann", "GET", "/v1/orders?x=1") + s3Line("-", "GET", "/v1/orders/7") + s3Line("-", "PUT", "/v1/orders/7"),
			By:  "user", Values: []string{"arn:aws:iam::111122223333:user/ann", "-", "-"},
		},
		tells: func(start []byte) bool { return anyLine(start, s3Reader("")) },
		lines: func(_ []byte, w Wanted) (Reader, error) { return s3Reader(w.By), nil },
	}
}

func s3Line(user, method, target string) string {
	return `79a59df900b949e5 shop-bucket [06/Feb/2024:00:00:38 +0000] 192.0.2.3 ` + user + ` 3E57427F3EXAMPLE REST.` + method + `.OBJECT v1/orders "` +
		method + " " + target + ` HTTP/1.1" 200 - 113 - 7 - "-" "aws-cli/2.0" - x= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader shop-bucket.s3.example.com TLSv1.2 - -` + "\n"
}

// s3Reader reads owner, bucket, [time zone], address, requester, request id, operation, key, and the request in
// quotes.
func s3Reader(by string) Reader {
	return func(line []byte, e *Entry) Outcome {
		var fields [9][]byte
		rest, ok := columns(line, fields[:])
		if !ok || fields[2][0] != '[' || !bytes.HasSuffix(fields[3], []byte("]")) || bytes.IndexByte(fields[7], '.') < 0 || rest[0] != '"' {
			return Malformed
		}
		if e.By = fields[4]; by == "user" {
			e.By = fields[5]
		}
		_, ok = e.request(rest[1:])
		return requestIf(ok)
	}
}
