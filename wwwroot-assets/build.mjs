// Bundles scripts, styles and fonts into the web project's wwwroot. Run by build/WebAssets.targets; by hand: npm run build.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = join(here, '../src/Portal.Web/wwwroot');

for (const folder of ['css', 'js', 'fonts']) await rm(join(out, folder), { recursive: true, force: true });

await build({
  absWorkingDir: here,
  outdir: out,
  entryPoints: {
    'js/portal': 'src/portal.ts',
    'js/live-chart': 'src/live-chart.ts',
    'js/heat-map': 'src/heat-map.ts',
    'js/scatter-chart': 'src/scatter-chart.ts',
    'js/passkey': 'src/passkey.ts',
    'css/app': 'styles/app.css',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'eof',
  assetNames: 'fonts/[name]',
  chunkNames: 'js/[name]-[hash]',
  loader: { '.woff2': 'file' },
  logLevel: 'warning',
});

// A document is one file that needs nothing else, so its style carries its fonts.
await build({
  absWorkingDir: here,
  outdir: out,
  entryPoints: { 'css/document': 'styles/document.css' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  loader: { '.woff2': 'dataurl' },
  logLevel: 'warning',
});

await mkdir(join(out, 'fonts'), { recursive: true });
await copyFile(join(here, 'node_modules/@ibm/plex-sans/LICENSE.txt'), join(out, 'fonts/OFL.txt'));
await copyFile(join(here, 'src/mark.svg'), join(out, 'mark.svg'));
