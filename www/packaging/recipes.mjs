// Settings for other hosts, so that they send what the development server sends: `_headers` for Netlify and Cloudflare,
// `Caddyfile` and `nginx.conf` for servers of one's own. The headers stand in `headers.txt`, for all.

import { readFile } from 'node:fs/promises';

/** @returns {Promise<[name: string, value: string][]>} */
export async function readHeaders() {
  const text = await readFile(new URL('headers.txt', import.meta.url), 'utf8');
  return text.trim().split('\n').map((line) => line.split(': '));
}

const NEVER_CHANGES = 'public, max-age=31536000, immutable';

/** The recipes, by the names of their files. */
export async function recipes() {
  const headers = await readHeaders();
  const lines = (write) => headers.map(([name, value]) => write(name, value)).join('\n');
  return {
    // These hosts compress by themselves, and have every other file asked for anew by themselves.
    _headers: `/*
${lines((name, value) => `  ${name}: ${value}`)}

/hashed/*
  cache-control: ${NEVER_CHANGES}
`,
    Caddyfile: `# Serves the folder \`site\` beside this file: \`caddy run\`. Put your domain in the place of the port, and Caddy fetches a certificate.
:8080 {
	root * site
	header {
${lines((name, value) => `\t\t${name} "${value}"`)}
	}
	# A name with a hash has one content for ever. Any other is asked for each time.
	@hashed path /hashed/*
	@named not path /hashed/*
	header @hashed cache-control "${NEVER_CHANGES}"
	header @named cache-control "no-cache"
	file_server {
		precompressed br gzip
	}
}
`,
    'nginx.conf': `# Serves the folder \`site\`, for nginx from 1.21 on: put this file into \`/etc/nginx/conf.d/\`, and the folder where \`root\` says.

# A name with a hash has one content for ever. Any other is asked for each time.
map $uri $mutex_demo_caching {
	default "no-cache";
	~^/hashed/ "${NEVER_CHANGES}";
}

server {
	listen 8080;
	root /srv/mutex-demo/site;
	index index.html;

	# The forms that lie beside each file. For Brotli nginx needs a module: then add \`brotli_static on;\`.
	gzip_static on;
	gzip_vary on;

${lines((name, value) => `\tadd_header ${name} "${value}" always;`)}
	add_header cache-control $mutex_demo_caching;
}
`,
  };
}
