// Loaded before a stand-in: it ends when whoever started it does, even when that was killed.
process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
