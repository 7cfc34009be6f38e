package main

// trustHelp says what others can do to an answer, and what not. Each of its claims
// has a test, which trust_test.go names.
const trustHelp = `What others can do to an answer of codeclock, and what they can't.

Somebody on the network, between this computer and the servers
  can    keep answers away; then it says CAN'T TELL, never OK
  can    delay answers, which makes the bound wider
  can    answer in the time servers' place, since NTP is not
         authenticated
  can't  get a right clock called wrong that way where web sites answer:
         theirs is the verdict
  can't  get a wrong clock called right by one machine that answers for
         all servers: that is one voice, and web sites are asked
  can    get a wrong clock called right by playing several different
         servers; --source both asks web sites every time
  can't  speak for a web site without its key
  can    claim an old date with an old certificate, but only to a clock
         that is off by so much itself; the answer says so
  can't  end a measurement with forged packets
  can't  learn anything about this computer from the questions

A server that lies
  can't  move the truth out of the bound while most servers are honest
  can't  vote under several names
  can't  make codeclock ask more often than it says, whatever it answers
  can't  send it to another host
  can't  get text of its own onto a terminal, except plain characters
  can    ask to be left alone, and is

A customer who sends a report
  can    make one up: a checksum shows damage, not a lie
  can't  have verify repeat figures that don't follow from the samples
  can't  edit the text without verify seeing it
  can't  get words of their own into what verify says
  can't  give away a code or a key by it: there is none in it

Somebody who has the link of a desk's page ("codeclock serve")
  can    make their own browser lie about their own clock
  can't  sign a report, change one, or use one for another ticket
  can't  keep others out from ten addresses, whatever they send
  can    make others wait for their turns, from dozens of addresses
  can't  make a page's link, code or text say words of their own
  can't  get a key of the desk's shown or logged

A file that somebody hands you
  can't  get a key shown, logged or repeated in an error
  can    be a key file that others can read; then there is a warning
  can't  lead --output to another file by a link of somebody else's
  can't  be left half-written by --output
  can't  crash the reader of reports, keys, batches or tools' output
  can't  fill the memory by a batch, however long it or a line of it is
  can't  have a spreadsheet run what a batch says, in the answers as CSV

Not covered: a web proxy whose certificates this computer trusts, and
whoever runs this computer. codeclock believes both.`
