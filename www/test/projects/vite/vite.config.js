// For a host that serves the project in a folder.
export default { base: './' };
