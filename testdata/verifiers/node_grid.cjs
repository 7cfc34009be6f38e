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
