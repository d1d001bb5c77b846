package formats

import "bytes"

// huawei is the access log of a Huawei Cloud ELB load balancer, layer 7.
func huawei() Format {
	return Format{
		Name:  "huawei-elb",
		About: "load balancers of Huawei Cloud ELB, layer 7",
		By:    []string{"address"},
		Sample: Sample{
			Log: huaweiLine("GET", "https://www.example.com/v1/orders?x=1") + huaweiLine("GET", "https://a/v1/orders/7") + huaweiLine("PUT", "https://a/v1/orders/7"),
			By:  "address", Values: []string{"192.0.2.5", "192.0.2.5", "192.0.2.5"},
		},
		tells: func(start []byte) bool { return anyLine(start, readHuawei) },
		lines: func([]byte, Wanted) (Reader, error) { return readHuawei, nil },
	}
}

func huaweiLine(method, url string) string {
	return `1732356000.370 7d8e5d3c-0000-4000-8000-03f61f638595 [2024-11-23T10:00:00+00:00] elb_01 192.0.2.5:888 200 "` + method + " " + url +
		` HTTP/1.1" 1411 251 3 0.011 "200" "0.000" "0.011" "0.011" "10.0.0.2:8080" "curl/8.5.0" "-" "-" loadbalancer_1 listener_1 1 pool_1 "member_1" 1 203.0.113.2:443 "10.0.0.2:8080" - TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384 www.example.com 56704 -` + "\n"
}

// readHuawei reads time, topic, [time], version, client:port, status, and the request in quotes.
func readHuawei(line []byte, e *Entry) Outcome {
	var fields [6][]byte
	rest, ok := columns(line, fields[:])
	if !ok || fields[2][0] != '[' || !bytes.HasPrefix(fields[3], []byte("elb_")) || !digits(fields[5]) || rest[0] != '"' {
		return Malformed
	}
	e.By = withoutPort(fields[4])
	_, ok = e.request(rest[1:])
	return requestIf(ok)
}
