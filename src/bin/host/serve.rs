//! The development server: folders, with the headers that a browser wants before it shares memory.

use std::error::Error;
use std::io::{ErrorKind, Write};
use std::net::Ipv4Addr;

use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::MethodRouter;
use axum::{Router, routing};
use tower_http::services::ServeDir;

/// On every response, workers' scripts included. Together they isolate the page in every engine at the top level
/// and inside isolated pages, and in Chromium inside any page; the last one lets other origins' pages load a module.
/// A line has a name in lower case, a colon, a space, and the value. The recipes for other hosts have them from this file, too.
const HEADERS: &str = include_str!("../../../www/packaging/headers.txt");

/// Serves the folders on the loopback address until the process is ended, and prints the address when it is ready. Of
/// files with one name the first folder's is served, compressed if a compressed form stands beside it.
#[tokio::main(flavor = "current_thread")]
pub async fn serve(port: &str, folders: &[&str]) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        port.parse().map_err(|_| format!("`{port}` is no port: choose 0 to 65535, as in `PORT=8081`"))?;
    let files = folders.iter().rev().fold(
        routing::any(|| async { StatusCode::NOT_FOUND }),
        |later: MethodRouter, folder| {
            let folder = ServeDir::new(folder).precompressed_br().precompressed_gzip();
            routing::any_service(folder.fallback(later))
        },
    );
    let service = Router::new().fallback_service(files).layer(from_fn(with_headers));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        match error.kind() {
            ErrorKind::AddrInUse => {
                format!("port {port} is taken: choose another, as in `make serve PORT=8081`")
            }
            _ => format!("cannot listen on port {port}: {error}"),
        }
    })?;
    println!("http://{}/", listener.local_addr()?);
    std::io::stdout().flush()?;
    axum::serve(listener, service).await?;
    Ok(())
}

async fn with_headers(request: Request, next: Next) -> Response {
    // A name with a hash has one content for ever. Any other is asked for each time: the answer is a short 304 by
    // entity tag, and never a file from before a rebuild.
    let hashed = request.uri().path().contains("/hashed/");
    let caching = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    for (name, value) in HEADERS.lines().filter_map(|line| line.split_once(": ")) {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
