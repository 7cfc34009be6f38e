package main

const serveHelp = `A help desk's page measures whatever opens its link, against the rule of
the desk's own site, and signs what it found.

A desk's day:
  codeclock serve --new-key desk.pem >desk.pub
                                   once; keep desk.pem on the server
  codeclock serve --url https://clock.example.com --sign-key desk.pem \
    --desk "Example Support" --policy keycloak --trust-proxy 127.0.0.1
  https://clock.example.com/t/T-4711
                                   the link for the customer of T-4711
  codeclock verify --signer desk.pub --ticket T-4711 mail.txt
                                   what the customer sent back

A computer that opens the link shows it as a QR code for the phone. Once
the computer is measured, the code hands its result on: the text on the
phone then has two reports, both signed. That holds for 8 minutes.

What is sealed and signed: what is known of a device travels with its
page, sealed, for 5 minutes after each answer. The server stores
nothing. Servers with the same --sign-key answer each other's pages, so
one can end while a customer measures. Without it a server has a random
key, and pages begin anew when it is started again. Their clocks may
differ by minutes: what counts is true time, which each of them measures
all along, as check does.

verify says whether the desk signed a report, when, and for which
ticket. The desk's times cannot be forged. The device's own clock is
what its browser said: a customer who wants to lie can make a browser
lie, and no page can see that.

Limits, by IPv4 address and by IPv6 /64: 40 requests a second, 2 new
pages a second, 16 connections; ten times the rates for an IPv6 /48.
Behind a web server say with
--trust-proxy whose X-Forwarded-For counts, or all customers are one.
Plain HTTP is for loopback alone.

Many at once take turns, 500 exchanges a second for each processor, so
that each is short: with 1,000 devices the results are about as exact as
with one, and each takes some 12 seconds on two processors.

/healthz is 200 while true time is known and 503 while it is not; the
page says so too. --metrics ADDRESS has counts for Prometheus at
/metrics: pages, exchanges, refusals, verdicts, and the bound of true
time. None of them names a customer.

testdata/serve in the source has a systemd unit, blocks for nginx and
Caddy, a container, and Kubernetes with two servers.`
