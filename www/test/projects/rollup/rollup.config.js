import { copyFile } from 'node:fs/promises';
import resolve from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';

export default {
  input: 'src/main.js',
  output: { dir: 'dist' },
  plugins: [resolve(), importMetaAssets(), { name: 'page', writeBundle: () => copyFile('index.html', 'dist/index.html') }],
};
