package host

import "context"

func systemProxy(ctx context.Context) Proxy { return scutilProxy(tool(ctx, "scutil", "--proxy")) }
