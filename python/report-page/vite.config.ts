import { defineConfig } from "vite";

// One script that Python puts into the page; it is committed, so that users need no Node.
export default defineConfig({
  build: {
    outDir: process.env.NAVETTE_REPORT_OUT ?? "../navette/report/page",
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: "src/main.ts", formats: ["iife"], name: "navetteReport", fileName: () => "report.js" },
    minify: "esbuild",
    reportCompressedSize: false,
  },
  define: { "process.env.NODE_ENV": '"production"' },
  esbuild: { legalComments: "none" },
});
