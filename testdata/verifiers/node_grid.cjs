// The npm libraries, found by NODE_PATH: the first argument says which.
//   otplib    13: epochTolerance, in seconds, [past, future]
//   otplib12  12: window, in steps, [past, future]
//   otpauth    9: window, in steps both ways
const which = process.argv[2];
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

let library;
try {
  library = require(which);
} catch {
  console.error(`npm package ${which}`);
  process.exit(69);
}

let now = 0;
if (which === "node-2fa") {
  global.Date = class extends Date {
    constructor() {
      super(now);
    }
  };
}

const judges = {
  otplib({ period, past, future, at, code }) {
    const { verifySync } = library;
    return verifySync({ secret, token: code, period, epoch: at, epochTolerance: [past, future] }).valid;
  },
  otplib12({ period, past, future, at, code }) {
    const totp = new library.authenticator.constructor({
      ...library.authenticator.allOptions(),
      step: period,
      window: [past / period, future / period],
      epoch: at * 1000,
    });
    return totp.check(code, secret);
  },
  // node-2fa takes the time from new Date() and its period is always 30 s.
  "node-2fa"({ period, past, future, at, code }) {
    if (past !== future || period !== 30) throw new Error("node-2fa has 30 s and one window for both ways");
    now = at * 1000;
    return library.verifyToken(secret, code, past / period) !== null;
  },
  otpauth({ period, past, future, at, code }) {
    if (past !== future) throw new Error("otpauth has one window for both ways");
    const totp = new library.TOTP({ secret: library.Secret.fromBase32(secret), period });
    return totp.validate({ token: code, timestamp: at * 1000, window: past / period }) !== null;
  },
};

const lines = require("node:fs").readFileSync(0, "utf8").trim().split("\n");
console.log(
  lines
    .map((line) => {
      const [period, past, future, at, code] = line.split(" ");
      const question = { period: +period, past: +past, future: +future, at: +at, code };
      return judges[which](question) ? 1 : 0;
    })
    .join("\n"),
);
