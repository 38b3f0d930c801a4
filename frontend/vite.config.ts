import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const OUT = "../var/widget";

/* The web process serves the compressed file as it is. */
const compressed: Plugin = {
  name: "compressed",
  closeBundle() {
    writeFileSync(`${OUT}/widget.js.gz`, gzipSync(readFileSync(`${OUT}/widget.js`), { level: 9 }));
  },
};

// One classic script, so that `document.currentScript` tells the widget where it came from; nothing of an installation
// is in it.
export default defineConfig({
  build: {
    lib: { entry: "src/main.ts", formats: ["iife"], name: "guichet", fileName: () => "widget.js" },
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
  },
  plugins: [compressed],
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
