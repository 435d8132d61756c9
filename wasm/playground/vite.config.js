import { defineConfig } from 'vite';
import { offline } from './offline.js';

/** The page works under any path, and from no other origin: every file has its own address, relative to the page. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of the page allows no data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  optimizeDeps: { exclude: ['@astrofile/validator'] }, // its worker and binary stand beside its modules
  plugins: [offline()],
});
