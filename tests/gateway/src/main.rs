//! The demo gateway as a program: reads the command line, starts, says where it listens.

use std::process::ExitCode;

use demo_gateway::{Options, Server};

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::from_args(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    let place = format!("{}:{}", options.host, options.port);
    match Server::start(options).await {
        Ok(server) => {
            println!("listening on {}", server.url());
            server.stopped().await;
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The demo gateway cannot listen on {place}: {error}.");
            ExitCode::FAILURE
        }
    }
}
