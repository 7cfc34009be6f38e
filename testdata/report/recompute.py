import base64, json, re, sys, zlib
text = re.search(r"DATA [12]-+(.*?)-+END", sys.stdin.read(), re.S)[1]
text = "".join(text.split())
body = base64.b32decode(text + "=" * (-len(text) % 8))
report = json.loads(zlib.decompressobj().decompress(body[4:-10]))
sources = report["servers"]
if "page" in report:  # a phone, against the computer that served the page
    sources.append({"name": "phone", "samples": report["page"]["samples"]})
for source in sources:
    for sent, heard, answered, received, slack, *_ in source["samples"]:
        print(source["name"], (sent - heard - slack) / 1e9, (received - answered + slack) / 1e9)
