export default {
  mode: 'production',
  entry: './src/main.js',
  // The element comes in parts, each small on its own.
  performance: { hints: false },
};
