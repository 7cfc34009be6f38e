package main

const reportsHelp = `A report is a text to paste into chat or mail. It is made of a fixed
list of fields, and none of them can hold a code, a key, an account, a
path, an address, or the name of a person or a computer. It is shown
first and goes nowhere by itself. Servers other than the usual public
ones appear as "named server 1", unless --server-names says otherwise;
the address of one never does. Of a phone it keeps the kind (iphone,
android), of an app its name, if --app gave it.

  codeclock report                 this computer's clock, as check does
  codeclock report --device phone  a phone's clock, on a page it opens
  codeclock report --device app    an authenticator app's, by pressing
                                   when its code changes

"codeclock verify" doesn't believe the verdict: it computes it again
from the raw times of every sample, exchange and press. It finds reports
in text, mails, mailboxes, HTML and UTF-16, and shows numbers, times and
words that it knows: never words of the sender.

  REFUSED     2  the report contradicts its own samples, holds times
                 that no measurement has, was made for another ticket,
                 or is practice (--demo)
  UNREADABLE  3  a part is missing or damaged
  doubtful    1  the text above the data has another value than the
                 data, the report is more than a day old, or there is
                 a short form alone

The checksum shows damage and careless edits. It is not a signature:
anyone can make a report whose samples fit, and no program on the
customer's computer could prevent that. A help desk's own page can sign
what it measured (help desk): verify --signer KEY then accepts what that
desk signed and nothing else, and says when it did.

A verdict by a rule that the customer chose (--max-skew, --window) is
marked as that. Several reports become a table; those of one kind of
device and one ticket are compared, before and after the fix. Over the
telephone the short form will do: codeclock verify SLOW-47.0-R57P
--ticket T-4711. Its last four letters fit the rest and the ticket, or
they don't. --format json has a schema, testdata/schema/verify.v1.json
in the source.

Mail and chats change texts: link markup, other dashes, translations. A
value is only called changed where all around it is as it was written.

The page of "codeclock phone" has a report too, under "Send to support".
Version 2 of the format is written, and version 1 is read.

You needn't take codeclock's word for it. The data is the base32
encoding of a 4-byte length, a zlib stream of JSON and a 10-byte
checksum. testdata/report/recompute.py in the source prints the skew in
seconds, from and to, that each sample leaves possible. In a report on
a phone or an app the servers' samples are about the computer.`
