//! The development server: a folder, with the headers that a browser wants before it shares memory.

use std::error::Error;
use std::io::{ErrorKind, Write};
use std::net::Ipv4Addr;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// On every response, workers' scripts included. Together they isolate the page in every engine at the top level
/// and inside isolated pages, and in Chromium inside any page.
const HEADERS: [(&str, &str); 6] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("document-isolation-policy", "isolate-and-require-corp"),
    // A module from another origin's page.
    ("access-control-allow-origin", "*"),
    // Ask each time: the answer is a short 304 by entity tag, and never a module from before a rebuild.
    ("cache-control", "no-cache"),
];

/// Serves `folder` on the loopback address until the process is ended, and prints the address when it is ready.
#[tokio::main(flavor = "current_thread")]
pub async fn serve(folder: &Path, port: &str) -> Result<(), Box<dyn Error>> {
    let port: u16 =
        port.parse().map_err(|_| format!("`{port}` is no port: choose 0 to 65535, as in `PORT=8081`"))?;
    let files = HEADERS.iter().fold(
        Router::new().fallback_service(ServeDir::new(folder)),
        |router, (name, value)| {
            let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
            router.layer(SetResponseHeaderLayer::overriding(name, value))
        },
    );
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
    axum::serve(listener, files).await?;
    Ok(())
}
